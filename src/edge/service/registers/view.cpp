#include "edge/service/registers/view.h"

#include "edge/service/ask.h"
#include "edge/service/room.h"
#include "kernel/ledger/check.h"

namespace qs::service {
namespace {

using access::Rights;
using ledger::Kind;
using ledger::Op;
using ledger::Record;

const Kind* shelved(const Service::Room& room, std::string_view name) {
  auto kind = room.seams.records.kind(name);
  return kind && !kind->shelf.empty() ? kind : nullptr;
}

tl::unexpected<Fault> no_such_kind(std::string_view name) {
  return refuse(404, "there is no such kind of record", std::string(name));
}

bool covers(const Rights::Reach& wide, const Rights::Reach& narrow) {
  return wide.everywhere || (!narrow.everywhere && (!narrow.own_area || wide.own_area) &&
                             (!narrow.own_firm || wide.own_firm));
}

}  // namespace

View::View(const Rights& rights, const Kind& kind, access::Actor actor, bool open)
    : rights_(&rights), kind_(&kind), actor_(std::move(actor)), open_(open) {
  reach_ = rights.reach(actor_, kRead, kind.name);
  sees_personal_ = covers(rights.reach(actor_, kPersonal, kind.name), reach_);
}

Maybe<View> View::of(const Service::Room& room, const access::Actor& actor, std::string_view kind) {
  auto found = shelved(room, kind);
  if (!found) return no_such_kind(kind);
  if (!room.seams.rights.may_somewhere(actor, kRead, kind))
    return refuse(403, "your roles do not allow to read this kind of record", std::string(kind));
  return View(room.seams.rights, *found, actor, false);
}

Maybe<View> View::open(const Service::Room& room, std::string_view kind) {
  auto found = shelved(room, kind);
  if (!found || !found->is_public) return no_such_kind(kind);
  return View(room.seams.rights, *found, {}, true);
}

Maybe<View> View::widest(const Service::Room& room, const access::Actor& actor,
                         std::string_view kind) {
  bool by_right = room.seams.rights.may_somewhere(actor, kRead, kind);
  return by_right ? of(room, actor, kind) : open(room, kind);
}

bool View::sees(const ledger::Field& field) const {
  if (field.secret) return false;
  return open_ ? field.is_public : !field.personal || sees_personal_;
}

bool View::reaches(const Record& record) const {
  auto subject = access::subject_of(*kind_, record);
  return reaches(subject.area, subject.firm);
}

bool View::reaches(std::string_view area, std::string_view firm) const {
  return open_ || reach_.everywhere || rights_->may(actor_, kRead, {kind_->name, area, firm});
}

void View::keep_within(ledger::Query& query) const {
  if (open_ || reach_.everywhere || (reach_.own_area && actor_.area.empty())) return;
  if (reach_.own_area && kind_->field(access::kAreaField))
    query.where.push_back({std::string(access::kAreaField), Op::equal, actor_.area, {}});
  else if (reach_.own_firm && !kind_->owner.empty())
    query.where.push_back({kind_->owner, Op::equal, actor_.firm, {}});
  else
    query.where.push_back({"id", Op::in, {}, {}});
}

Record View::shown(Record record) const {
  if (!open_) return rights_->visible(actor_, *kind_, std::move(record));
  std::erase_if(record.fields, [&](const auto& entry) {
    auto field = kind_->field(entry.first);
    return !field || !sees(*field);
  });
  return record;
}

std::string View::title(const Record& record) const {
  auto field = kind_->field(kind_->title);
  auto value = record.fields.find(kind_->title);
  if (!field || field->secret || value == record.fields.end()) return record.id;
  bool hidden = open_ ? !field->is_public
                      : field->personal &&
                            !rights_->may(actor_, kPersonal, access::subject_of(*kind_, record));
  return hidden ? record.id : ledger::shown(*field, value->second);
}

std::vector<const Kind*> shelved_kinds(const Service::Room& room) {
  auto kinds = room.seams.records.kinds();
  std::erase_if(kinds, [](const Kind* kind) { return kind->shelf.empty(); });
  return kinds;
}

}  // namespace qs::service
