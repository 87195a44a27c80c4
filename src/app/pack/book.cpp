#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "app/pack/report.h"
#include "base/decimal.h"
#include "base/duration.h"
#include "kernel/ledger/check.h"

namespace qs::app {
namespace {

std::string confidence_zh(std::string_view word) {
  static const std::map<std::string_view, std::string_view> kWords{{"verified", "已核对原文"},
                                                                   {"public library", "公开限值库"},
                                                                   {"memory", "未核对"},
                                                                   {"practice", "惯例，非法定"}};
  auto it = kWords.find(word);
  return std::string(it == kWords.end() ? word : it->second);
}

// A table cell may hold no bar and no line break.
std::string cell(std::string text) {
  std::replace(text.begin(), text.end(), '|', '/');
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

class Book {
 public:
  explicit Book(const Pack& pack) : pack_(pack) {}

  std::string write() {
    out_ = fmt::format("# {}章法书\n\n继承：{}。行政区划代码 {}，中心 {}, {}。\n",
                       pack_.district.name_zh, fmt::join(pack_.lineage, " → "), pack_.district.code,
                       pack_.district.lon, pack_.district.lat);
    out_ += "\n依据级别：已核对原文者可作为法定限值；公开限值库、未核对、惯例者须在使用前核对。\n";
    streets();
    sites();
    changes();
    rules();
    workflows();
    checklists();
    roles();
    targets();
    registers();
    limits();
    figures();
    fields();
    out_ += "\n## 签署\n\n| 单位 | 姓名 | 日期 |\n| --- | --- | --- |\n| | | |\n";
    return std::move(out_);
  }

 private:
  void table(std::string_view title, const std::vector<std::string>& columns) {
    out_ += fmt::format("\n## {}\n\n| {} |\n|", title, fmt::join(columns, " | "));
    for (size_t i = 0; i < columns.size(); ++i) out_ += " --- |";
    out_ += "\n";
  }
  void row(std::vector<std::string> cells) {
    for (auto& text : cells) text = cell(std::move(text));
    out_ += fmt::format("| {} |\n", fmt::join(cells, " | "));
  }
  std::string factor(const std::string& code) const {
    auto f = pack_.library.factor(code);
    return f ? fmt::format("{} {}", f->name_zh, code) : code;
  }

  void streets() {
    table("街道", {"编号", "名称", "依据级别"});
    for (const auto& s : pack_.streets) row({s.id, s.name_zh, confidence_zh(s.confidence)});
  }

  void sites() {
    table("点位", {"编号", "类型", "名称", "街道", "经纬度", "评价标准", "范围", "设备", "模拟"});
    for (const auto& s : pack_.sites)
      row({s.id, s.kind, s.name_zh, s.street, fmt::format("{:.5f}, {:.5f}", s.lon, s.lat),
           s.standard, s.scope, s.device, s.simulated ? "是" : "否"});
  }

  void changes() {
    table("本区改动的继承值", {"项目", "原值", "现值", "位置"});
    for (const auto& c : pack_.changes) row({c.what, c.before, c.after, c.place});
  }

  std::string condition_of(const alert::Rule& rule) const {
    std::vector<std::string> words;
    for (const auto& p : alert::parameters_of(rule.kind))
      std::visit(
          [&](auto member) {
            const auto& value = rule.parameters.*member;
            using Value = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<Value, std::string>) {
              if (!value.empty()) words.push_back(fmt::format("{} {}", p.name, value));
            } else if constexpr (std::is_same_v<Value, std::optional<double>>) {
              if (value) words.push_back(fmt::format("{} {}", p.name, to_text(*value)));
            } else {
              if (value) words.push_back(fmt::format("{} {}", p.name, duration_text(*value)));
            }
          },
          p.field);
    return fmt::format("{}", fmt::join(words, "，"));
  }

  void rules() {
    table("预警规则", {"编号", "名称", "种类", "点位", "因子", "条件", "级别", "办件流程"});
    for (const auto& r : pack_.rules) {
      std::vector<std::string> factors;
      for (const auto& code : r.factors) factors.push_back(factor(code));
      row({r.id, r.name_zh, std::string(alert::name(r.kind)),
           fmt::format("{}", fmt::join(r.sites.empty() ? r.site_kinds : r.sites, "，")),
           factors.empty() ? "全部" : fmt::format("{}", fmt::join(factors, "，")), condition_of(r),
           std::string(alert::name(r.severity)), r.workflow});
    }
  }

  static std::string limit_text(const casework::TimeLimit& limit) {
    if (limit.working_days > 0) return fmt::format("{} 个工作日", limit.working_days);
    if (limit.working > Millis{0}) return duration_text(limit.working) + "（工作时间）";
    return duration_text(limit.plain);
  }

  void workflows() {
    for (const auto& w : pack_.workflows) {
      table(fmt::format("流程：{}（全程 {}）", w.name_zh, limit_text(w.limit)),
            {"环节", "承办角色", "时限", "提醒", "升级", "可做"});
      for (const auto& s : w.steps) {
        std::vector<std::string> remind, escalate, actions;
        for (auto before : s.remind) remind.push_back("到期前 " + duration_text(before));
        for (const auto& e : s.escalate)
          escalate.push_back(fmt::format("超期 {} → {}", duration_text(e.after), e.role));
        for (const auto& a : s.actions)
          actions.push_back(fmt::format(
              "{}{}{}{}", a.label_zh, a.needs.text ? "＋文字" : "", a.needs.photo ? "＋照片" : "",
              a.to.empty() ? "" : " → " + (w.step(a.to) ? w.step(a.to)->name_zh : "办结")));
        row({s.name_zh,
             fmt::format("{}", fmt::join(s.roles, "、")) + (s.own_area ? "（本街道）" : ""),
             limit_text(s.limit), fmt::format("{}", fmt::join(remind, "，")),
             fmt::format("{}", fmt::join(escalate, "，")),
             fmt::format("{}", fmt::join(actions, "；"))});
      }
    }
  }

  void checklists() {
    for (const auto& list : pack_.checklists) {
      table(fmt::format("检查表：{}（{}；权重与天数{}）", list.name_zh, list.clause,
                        confidence_zh(list.confidence)),
            {"内容", "依据", "核对", "权重", "一票否决", "整改天数"});
      for (const auto& item : list.items)
        row({item.zh, item.clause, confidence_zh(item.confidence), to_text(item.weight),
             item.veto ? "是" : "", std::to_string(item.rectify_days)});
    }
  }

  void roles() {
    table("角色与权限", {"角色", "名称", "全区", "本街道", "本企业"});
    for (const auto& r : pack_.roles) {
      std::array<std::vector<std::string>, 3> granted;  // by scope
      for (const auto& g : r.grants)
        granted[static_cast<size_t>(g.scope)].push_back(g.verb +
                                                        (g.kind.empty() ? "" : "@" + g.kind));
      row({r.id, r.name_zh, fmt::format("{}", fmt::join(granted[0], "，")),
           fmt::format("{}", fmt::join(granted[1], "，")),
           fmt::format("{}", fmt::join(granted[2], "，"))});
    }
  }

  std::vector<const PackRecord*> records_of(std::string_view kind) const {
    std::vector<const PackRecord*> out;
    for (const auto& record : pack_.records)
      if (record.kind == kind) out.push_back(&record);
    return out;
  }

  // A field of a record as a table file has it.
  std::string said(const PackRecord& record, std::string_view name) const {
    auto field = pack_.kind(record.kind)->field(name);
    auto it = record.fields.find(name);
    return field && it != record.fields.end() ? ledger::shown(*field, it->second) : std::string{};
  }

  void targets() {
    table("规划目标", {"指标", "单位", "基数", "目标", "性质", "目标原文", "出处"});
    auto targets = records_of("indicator_target");
    for (const auto* indicator : records_of("indicator"))
      for (const auto* t : targets)
        if (said(*t, "indicator") == indicator->id)
          row({said(*indicator, "name"), said(*indicator, "unit"), said(*indicator, "base"),
               fmt::format("{}（{}）", said(*t, "value"), said(*t, "year")),
               said(*indicator, "nature"), said(*t, "words"), said(*indicator, "source")});
  }

  bool stands_on_a_shelf(const ledger::Kind& kind) const {
    return std::any_of(pack_.shelves.begin(), pack_.shelves.end(),
                       [&](const Shelf& s) { return s.id == kind.shelf; });
  }

  std::string kind_name(std::string_view name) const {
    auto kind = pack_.kind(name);
    return kind ? kind->label_zh : std::string(name);
  }

  void registers() {
    table("台账",
          {"目", "台账类", "编号", "项数", "随包记录", "公开", "状态流转", "到期提醒", "定期义务"});
    for (const auto& shelf : pack_.shelves)
      for (const auto& kind : pack_.kinds) {
        if (kind.shelf != shelf.id) continue;
        auto brought = std::count_if(pack_.records.begin(), pack_.records.end(),
                                     [&](const PackRecord& r) { return r.kind == kind.name; });
        std::vector<std::string> moves, duties;
        for (const auto& t : kind.transitions) moves.push_back(t.label_zh);
        for (const auto& d : kind.duties)
          duties.push_back(fmt::format("{}（{}，{}）", d.label_zh, d.every, d.clause));
        auto ends = kind.expiry ? kind.field(kind.expiry->field) : nullptr;
        row({shelf.name_zh, kind.label_zh, kind.name, std::to_string(kind.fields.size()),
             std::to_string(brought), kind.is_public ? "是" : "否",
             fmt::format("{}", fmt::join(moves, "，")), ends ? ends->label_zh : "",
             fmt::format("{}", fmt::join(duties, "；"))});
      }
  }

  std::string type_of(const ledger::Field& field) const {
    if (!field.target.empty()) return "引用 " + kind_name(field.target);
    if (field.choices.empty()) return std::string(ledger::name(field.type));
    std::vector<std::string> labels;
    for (const auto& choice : field.choices) labels.push_back(choice.zh);
    return fmt::format("{}", fmt::join(labels, " / "));
  }

  static std::string marks_of(const ledger::Field& field) {
    std::vector<std::string> marks;
    if (field.required) marks.push_back("必填");
    if (field.unique) marks.push_back("唯一");
    if (field.is_public) marks.push_back("公开");
    if (field.personal) marks.push_back("个人信息");
    if (field.by_program) marks.push_back("程序计算");
    if (!field.formula.empty()) marks.push_back("计算：" + field.formula);
    return fmt::format("{}", fmt::join(marks, "，"));
  }

  // 附：one table for all, so that the whole can be signed.
  void fields() {
    table("附：台账各项", {"台账类", "项", "名称", "类型与选项", "单位", "要求", "说明"});
    for (const auto& kind : pack_.kinds) {
      if (!stands_on_a_shelf(kind)) continue;
      for (const auto& f : kind.fields)
        row({kind.label_zh, f.name, f.label_zh, type_of(f), f.unit, marks_of(f), f.help_zh});
    }
  }

  void limits() {
    table("限值",
          {"因子", "统计", "范围", "条件", "限值", "单位", "标准", "条款", "起", "止", "依据级别"});
    auto bound = [](const standard::Limit& l) {
      auto lower = l.lower ? to_text(*l.lower) : "", upper = l.upper ? to_text(*l.upper) : "";
      if (l.comparison == standard::Comparison::at_least) return "≥ " + lower;
      if (l.comparison == standard::Comparison::within) return lower + "–" + upper;
      return "≤ " + upper;
    };
    for (const auto& l : pack_.library.tables().limits)
      row({factor(l.factor), l.statistic, l.scope, l.condition, bound(l), l.unit, l.source.standard,
           l.source.clause, iso(l.source.from), l.source.until ? iso(*l.source.until) : "",
           confidence_zh(l.source.confidence)});
  }

  void figures() {
    table("规则值", {"名称", "范围", "值", "单位", "标准", "条款", "起", "止", "依据级别", "说明"});
    for (const auto& r : pack_.library.tables().rules)
      row({r.name, r.scope, r.value, r.unit, r.source.standard, r.source.clause, iso(r.source.from),
           r.source.until ? iso(*r.source.until) : "", confidence_zh(r.source.confidence),
           r.source.note});
    table("指数分级表",
          {"指数", "项目", "单位", "分级", "浓度", "超出最高一级", "标准", "起", "止"});
    for (const auto& t : pack_.library.tables().indices)
      row({t.index, t.item, t.unit, fmt::format("{}", fmt::join(t.levels, " ")),
           fmt::format("{}", fmt::join(t.points, " ")), t.above_top, t.source.standard,
           iso(t.source.from), t.source.until ? iso(*t.source.until) : ""});
  }

  const Pack& pack_;
  std::string out_;
};

}  // namespace

std::string book(const Pack& pack) {
  return Book(pack).write();
}

}  // namespace qs::app
