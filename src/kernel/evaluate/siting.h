// 准入研判: may this project stand here? A place, a trade and what it will emit are held against
// the ecological red line, the control units (生态环境分区管控, 三线一单) and the state of the
// plot's soil. The strictest answer wins, and every answer cites the rule that gave it.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/geometry.h"

namespace qs::evaluate {

enum class Siting : uint8_t { allowed, restricted, forbidden };  // from lenient to strict
std::string_view name(Siting answer);
std::optional<Siting> siting_of(std::string_view name);

struct Project {
  const Geometry* place = nullptr;
  std::string trade;                        // GB/T 4754, "C2631"
  std::map<std::string, double> emissions;  // t/a by factor code; only what is known
  bool remedial = false;                    // itself risk control or remediation of the soil
  int land_class = 0;                       // GB 36600 land use 1 or 2; 0: not given
};

// 准入清单: one line of a control unit's list.
struct AccessRule {
  enum class Effect : uint8_t {
    forbid,   // the trade may not come
    cap,      // at most `most` t/a of `factor`
    require,  // it may come on a condition that people check
  };
  std::string dimension;  // 空间布局约束 | 污染物排放管控 | 环境风险防控 | 资源利用效率
  Effect effect = Effect::require;
  std::vector<std::string> trades;  // beginnings of trade codes; empty: every trade
  std::string factor;
  std::optional<double> most;
  std::string text, clause;
};
std::optional<AccessRule::Effect> access_effect(std::string_view name);

struct ControlUnit {
  std::string id, code, name;
  int grade = 3;  // 1 优先保护, 2 重点管控, 3 一般管控; the seventh figure of the code
  Geometry area;
  std::vector<AccessRule> rules;
};

// 生态保护红线 and other ground that is closed as a whole.
struct ClosedGround {
  std::string id, name;
  Geometry area;
  std::vector<std::string> allowed_trades;  // exceptions, beginnings of trade codes
  std::string clause;
};

struct RuleFinding {
  const AccessRule* rule = nullptr;
  Siting answer = Siting::allowed;
  enum class Outcome : uint8_t { met, broken, to_prove } outcome = Outcome::met;
};

struct UnitFinding {
  const ControlUnit* unit = nullptr;
  double share = 0;  // of the project's area or length; 1 for a point
  Siting answer = Siting::allowed;
  std::vector<RuleFinding> rules;  // those that touch the trade or its emissions
};

struct GroundFinding {
  const ClosedGround* ground = nullptr;
  double share = 0;
  Siting answer = Siting::forbidden;
};

struct SitingFinding {
  Siting answer = Siting::allowed;
  std::vector<GroundFinding> closed;
  std::vector<UnitFinding> units;
  double outside = 0;  // share that no control unit covers; then the answer is at least restricted
};

// Units and grounds must outlive the finding; those that do not meet the place are left out.
SitingFinding check_siting(const Project& project, std::span<const ControlUnit> units,
                           std::span<const ClosedGround> closed);

// 用地研判: one row of packs/*/plot_rules.csv.
struct PlotRule {
  std::string id;
  std::vector<std::string> states;  // of the plot; empty: any
  std::optional<bool> listed;       // stands on the list of risk control and remediation
  std::optional<bool> remedial;     // the project is
  int land_class = 0;               // 0: any
  Siting answer = Siting::allowed;
  std::string zh, en, clause, confidence;
};

struct PlotState {
  std::string state;
  bool listed = false;
};

struct PlotFinding {
  Siting answer = Siting::restricted;
  std::vector<const PlotRule*> rules;  // all that apply, the strictest first; none: nobody knows
};
PlotFinding check_plot(const Project& project, const PlotState& plot,
                       std::span<const PlotRule> rules);

}  // namespace qs::evaluate
