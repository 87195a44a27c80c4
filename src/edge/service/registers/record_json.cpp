#include "edge/service/registers/record_json.h"

#include "base/json.h"
#include "edge/service/ask.h"
#include "edge/service/registers/fields_json.h"
#include "edge/service/room.h"

namespace qs::service {

using ledger::FieldType;
using ledger::Kind;
using ledger::Record;

Maybe<void> Names::learn(const Kind& kind, std::span<const Record> records) {
  std::map<std::string, std::set<std::string>> asked;  // ids by kind
  for (const auto& field : kind.fields)
    if (field.type == FieldType::reference && room_.seams.records.kind(field.target))
      for (const auto& record : records)
        if (auto id = record.text(field.name); !id.empty()) asked[field.target].insert(id);
  for (const auto& [target, ids] : asked) {
    auto view = View::widest(room_, actor_, target);
    if (!view) continue;  // nothing of it is for this asker
    ledger::Query these{.kind = target,
                        .where = {{"id", ledger::Op::in, {}, {ids.begin(), ids.end()}}},
                        .limit = ledger::kMaxPage};
    auto found = query(room_, these);
    if (!found) return tl::unexpected(found.error());
    for (const auto& record : *found)
      if (view->reaches(record)) titles_[{target, record.id}] = view->title(record);
  }
  return {};
}

std::string Names::of(std::string_view kind, std::string_view id) const {
  auto it = titles_.find({std::string(kind), std::string(id)});
  return it == titles_.end() ? std::string{} : it->second;
}

Json record_json(const View& view, const Record& record, const Names& names) {
  auto told = Json::object();
  for (const auto& field : view.kind().fields)
    if (field.type == FieldType::reference && record.fields.contains(field.name))
      if (auto name = names.of(field.target, record.text(field.name)); !name.empty())
        told[field.name] = std::move(name);
  return {{"kind", record.kind},
          {"id", record.id},
          {"title", view.title(record)},
          {"revision", record.revision},
          {"fields", fields_json(view.kind(), record.fields)},
          {"names", std::move(told)}};
}

Maybe<Json> told_records(Service::Room& room, const Call& call, const View& view,
                         std::vector<Record> records) {
  PersonalReads reads(call);
  auto out = told_records(room, call, view, std::move(records), reads);
  if (auto written = reads.write(room); !written) return tl::unexpected(written.error());
  return out;
}

Maybe<Json> told_records(Service::Room& room, const Call& call, const View& view,
                         std::vector<Record> records, PersonalReads& reads) {
  for (auto& record : records) record = view.shown(std::move(record));
  reads.see(view.kind(), records);
  Names names(room, call.actor);
  if (auto known = names.learn(view.kind(), records); !known) return tl::unexpected(known.error());
  auto out = Json::array();
  for (const auto& record : records) out.push_back(record_json(view, record, names));
  return out;
}

Maybe<Json> told_record(Service::Room& room, const Call& call, const View& view,
                        const Record& record) {
  return told_records(room, call, view, {record}).map([](Json list) { return std::move(list[0]); });
}

Response faults_response(const std::vector<ledger::FieldFault>& faults) {
  auto list = Json::array();
  for (const auto& fault : faults)
    list.push_back({{"field", fault.field}, {"zh", fault.zh}, {"en", fault.en}});
  auto first = faults.empty() ? ledger::FieldFault{} : faults.front();
  return json_response({{"error", {{"text", first.en}, {"place", first.field}}}, {"faults", list}},
                       422);
}

Response conflict_response(const Json& now) {
  return json_response({{"error",
                         {{"text", "conflict: somebody changed this record meanwhile"},
                          {"place", now.value("id", "")}}},
                        {"now", now}},
                       409);
}

}  // namespace qs::service
