#include "edge/service/burning/burning_handlers.h"
#include "edge/service/handlers.h"
#include "edge/service/outlets/outlet_handlers.h"
#include "edge/service/person.h"
#include "edge/service/plan/plan_handlers.h"
#include "edge/service/power/power_handlers.h"
#include "edge/service/sources/retention_handlers.h"
#include "edge/service/sources/vehicles_handlers.h"
#include "edge/service/transfer/case_package.h"

namespace qs::service {
namespace {

using enum Method;

constexpr std::array kRoutes{
    Route{get, "/api/v1/health", kOpen, get_health, 0, true},
    Route{get, "/metrics", kOpen, get_metrics},
    Route{post, "/api/v1/session", kOpen, post_session, kMaxJson},
    Route{get, "/api/v1/session", kAccount, get_session},
    Route{del, "/api/v1/session", kAccount, delete_session},
    Route{get, "/api/v1/log-in-ways", kOpen, get_log_in_ways},
    Route{get, "/api/v1/sign-on/start", kOpen, get_sign_on_start},
    Route{get, "/api/v1/sign-on/callback", kOpen, get_sign_on_callback},
    Route{post, "/api/v1/password", kAccount, post_password, kMaxJson},
    Route{post, "/api/v1/totp/begin", kAccount, post_totp_begin, kMaxJson},
    Route{post, "/api/v1/totp/confirm", kAccount, post_totp_confirm, kMaxJson},
    Route{post, "/api/v1/totp/disable", kAccount, post_totp_disable, kMaxJson},
    Route{get, "/api/v1/sessions", kAccount, get_sessions},
    Route{post, "/api/v1/sessions/{id}/close", kAccount, post_session_close, kMaxJson},
    Route{get, "/api/v1/tokens", kOwn, get_tokens},
    Route{post, "/api/v1/tokens", kOwn, post_token, kMaxJson},
    Route{post, "/api/v1/tokens/{id}/revoke", kOwn, post_token_revoke, kMaxJson},
    Route{get, "/api/v1/people", kUserWrite, get_people},
    Route{post, "/api/v1/people", kUserWrite, post_person, kMaxJson},
    Route{put, "/api/v1/people/{id}", kUserWrite, put_person, kMaxJson},
    Route{post, "/api/v1/people/{id}/password", kUserWrite, post_person_password, kMaxJson},
    Route{post, "/api/v1/people/{id}/totp", kUserWrite, post_person_totp, kMaxJson},
    Route{get, "/api/v1/roles", "user.read", get_roles},
    Route{get, "/api/v1/logins", "journal.read", get_logins},
    Route{get, "/api/v1/personal-reads", "journal.read", get_personal_reads},
    Route{get, "/api/v1/district", "read", get_district},
    Route{get, "/api/v1/sites", "read", get_sites},
    Route{get, "/api/v1/sites/{id}", "read", get_site},
    Route{get, "/api/v1/map", "read", get_map},
    Route{get, "/api/v1/sites/{id}/series", "read", get_series},
    Route{get, "/api/v1/sites/{id}/index", "read", get_index},
    Route{get, "/api/v1/sites/{id}/completeness", "read", get_completeness},
    Route{get, "/api/v1/sites/{id}/transmission", "read", get_transmission},
    Route{get, "/api/v1/sites/{id}/amounts", "read", get_outlet_amounts},
    Route{get, "/api/v1/sites/{id}/control", "read", get_outlet_control},
    Route{get, "/api/v1/sites/{id}/marks", "read", get_outlet_marks},
    Route{get, "/api/v1/firms/{id}/amounts", "record.read", get_firm_amounts},
    Route{get, "/api/v1/permits/{id}/sight", "record.read", get_permit_sight},
    Route{get, "/api/v1/transmission", "read", get_transmissions},
    Route{get, "/api/v1/public/outlets", kOpen, get_public_outlets},
    Route{get, "/api/v1/sites/{id}/suspicion", "read", get_site_suspicion},
    Route{get, "/api/v1/suspicion", "read", get_suspicion},
    Route{get, "/api/v1/suspicion/{id}", "read", get_one_suspicion},
    Route{post, "/api/v1/suspicion/{id}/verdict", "suspicion.decide", post_suspicion_verdict,
          kMaxJson},
    Route{get, "/api/v1/sites/{id}/calibration", "read", get_calibration},
    Route{get, "/api/v1/sites/{id}/versions", "read", get_versions},
    Route{post, "/api/v1/sites/{id}/audit", "audit.write", post_audit, kMaxJson},
    Route{get, "/api/v1/frames/{seq}", "frame.read", get_frame},
    Route{get, "/api/v1/alerts", "read", get_alerts},
    Route{get, "/api/v1/alerts/{id}", "read", get_alert},
    Route{post, "/api/v1/alerts/{id}/silence", "alert.silence", post_silence, kMaxJson},
    Route{get, "/api/v1/cases", "read", get_cases},
    Route{post, "/api/v1/cases", "case.open", post_case, kMaxJson},
    Route{get, "/api/v1/cases/kinds", "read", get_case_kinds},
    Route{get, "/api/v1/cases/board", "read", get_case_board},
    Route{get, "/api/v1/cases/calendar", "read", get_case_calendar},
    Route{get, "/api/v1/cases/statistics", "read", get_case_statistics},
    Route{get, "/api/v1/cases/{id}", "read", get_case},
    Route{get, "/api/v1/cases/{id}/evidence-package", "case.package", get_case_package},
    Route{get, "/api/v1/cases/{id}/evidence-packages", "read", get_case_packages},
    Route{post, "/api/v1/cases/{id}/actions", "case.act", post_case_action, kMaxJson},
    Route{get, "/api/v1/workflows", "read", get_workflows},
    Route{get, "/api/v1/workflows/{id}", "read", get_workflow},
    Route{get, "/api/v1/checklists", kSession, get_checklists},
    Route{post, "/api/v1/visits", kSession, post_visit, kMaxJson},
    Route{get, "/api/v1/visits/ranking", kSession, get_visit_ranking},
    Route{post, "/api/v1/evidence", "evidence.write", post_evidence, kMaxEvidence},
    Route{get, "/api/v1/evidence/{hash}", "read", get_evidence},
    Route{get, "/api/v1/evidence/{hash}/thumbnail", "read", get_thumbnail},
    Route{get, "/api/v1/report/form", kCitizen, get_report_form},
    Route{get, "/api/v1/report/challenge", kCitizen, get_report_challenge, 0, true},
    Route{post, "/api/v1/report", kCitizen, post_report, kMaxJson},
    Route{post, "/api/v1/report/progress", kCitizen, post_report_progress, kMaxJson},
    Route{post, "/api/v1/report/photos", kCitizen, post_report_photo, kMaxEvidence},
    Route{post, "/api/v1/report/satisfaction", kCitizen, post_report_satisfaction, kMaxJson},
    Route{get, "/api/v1/identities/{kind}/{id}", "record.read", get_identity},
    Route{put, "/api/v1/identities/{kind}/{id}", "record.write", put_identity, kMaxJson},
    Route{post, "/api/v1/identities/{kind}/{id}/open", access::kOpenIdentity, post_identity_open,
          kMaxJson},
    Route{post, "/api/v1/fires", "fire.write", post_fires, kMaxBatch},
    Route{get, "/api/v1/power/firms", "read", get_power_firms},
    Route{get, "/api/v1/power/firms/{id}", "read", get_power_firm},
    Route{get, "/api/v1/burning/bulletin", "read", get_burning_bulletin},
    Route{get, "/api/v1/burning/bulletins", "read", get_burning_bulletins},
    Route{post, "/api/v1/burning/bulletins", "fire.write", post_burning_bulletin, kMaxJson},
    Route{get, "/api/v1/burning/bulletins/{id}/report", "read", get_burning_bulletin_report},
    Route{get, "/api/v1/devices", "device.read", get_devices},
    Route{post, "/api/v1/devices/{id}/admit", "device.admit", post_admit, kMaxJson},
    Route{get, "/api/v1/devices/{id}/commands", "device.read", get_commands},
    Route{post, "/api/v1/devices/{id}/commands", "device.command", post_command, kMaxJson},
    Route{get, "/api/v1/devices/{id}/frames", "frame.read", get_device_frames},
    Route{get, "/api/v1/standards", "read", get_standards},
    Route{get, "/api/v1/standards/limits", "read", get_limits},
    Route{get, "/api/v1/factors", "read", get_factors},
    Route{get, "/api/v1/summary", "read", get_summary},
    Route{get, "/api/v1/roster", "read", get_roster},
    Route{post, "/api/v1/roster", "roster.write", post_roster, kMaxJson},
    Route{get, "/api/v1/handovers", "read", get_handovers},
    Route{post, "/api/v1/handovers", "handover.write", post_handover, kMaxJson},
    Route{post, "/api/v1/handovers/{id}/sign", "handover.sign", post_sign, kMaxJson},
    Route{get, "/api/v1/users", "user.read", get_users},
    Route{get, "/api/v1/events", "read", get_events},
    Route{get, "/api/v1/forwards", "forward.read", get_forwards},
    Route{post, "/api/v1/forwards", "forward.write", post_forward, kMaxJson},
    Route{get, "/api/v1/proof", "proof.read", get_proof},
    Route{post, "/api/v1/data", kToken, post_data, kMaxBatch},
    Route{get, "/api/v1/kinds", kSession, get_kinds},
    Route{get, "/api/v1/kinds/{kind}", "record.read", get_kind},
    Route{get, "/api/v1/records/{kind}", "record.read", get_records},
    Route{post, "/api/v1/records/{kind}", "record.write", post_record, kMaxRecord},
    Route{get, "/api/v1/records/{kind}/{id}", "record.read", get_record},
    Route{put, "/api/v1/records/{kind}/{id}", "record.write", put_record, kMaxRecord},
    Route{post, "/api/v1/records/{kind}/{id}/erase", "record.erase", post_record_erase, kMaxJson},
    Route{post, "/api/v1/records/{kind}/{id}/move", "record.read", post_record_move, kMaxJson},
    Route{get, "/api/v1/records/{kind}/{id}/papers", "record.read", get_record_papers},
    Route{get, "/api/v1/records/{kind}/{id}/papers/{paper}", "record.read", get_record_paper},
    Route{get, "/api/v1/enforcement/violations", kSession, get_violations},
    Route{post, "/api/v1/enforcement/discretion", kSession, post_discretion, kMaxJson},
    Route{post, "/api/v1/bulk/{kind}", "record.write", post_bulk, kMaxRecord},
    Route{get, "/api/v1/counts/{kind}", "record.read", get_count},
    Route{get, "/api/v1/tallies/{kind}/{field}", "record.read", get_tallies},
    Route{get, "/api/v1/history/{kind}/{id}", "record.read", get_history},
    Route{get, "/api/v1/related/{kind}/{id}", "record.read", get_related},
    Route{get, "/api/v1/filters/{kind}", "record.read", get_filters},
    Route{post, "/api/v1/filters/{kind}", "record.read", post_filter, kMaxJson},
    Route{post, "/api/v1/filters/{kind}/{id}/erase", "record.read", post_filter_erase, kMaxJson},
    Route{get, "/api/v1/dues", kSession, get_dues},
    Route{get, "/api/v1/notices", kSession, get_notices},
    Route{post, "/api/v1/notices/read", kSession, post_notices_read, kMaxJson},
    Route{get, "/api/v1/tiles/{kind}/{z}/{x}/{y}", kVisitor, get_tile},
    Route{get, "/api/v1/templates/{kind}", "record.import", get_template},
    Route{get, "/api/v1/exports/{kind}", "record.export", get_export},
    Route{get, "/api/v1/imports", kSession, get_imports},
    Route{post, "/api/v1/imports/{kind}", "record.import", post_import, kMaxImport},
    Route{get, "/api/v1/imports/{id}", kSession, get_import},
    Route{post, "/api/v1/imports/{id}/apply", kSession, post_import_apply, kMaxRecord},
    Route{post, "/api/v1/imports/{id}/undo", kSession, post_import_undo, kMaxJson},
    Route{get, "/api/v1/journal", "journal.read", get_journal},
    Route{get, "/api/v1/dossiers/{kind}/{id}", "record.read", get_dossier},
    Route{get, "/api/v1/chain", "record.read", get_chain_plan},
    Route{get, "/api/v1/chain/gaps", "record.read", get_chain_gaps},
    Route{get, "/api/v1/chain/{kind}/{id}", "record.read", get_chain},
    Route{get, "/api/v1/checks", "check.read", get_checks},
    Route{get, "/api/v1/checks/{id}", "check.read", get_check},
    Route{get, "/api/v1/checks/{id}/report", "check.read", get_check_report},
    Route{post, "/api/v1/checks/siting", "check.write", post_siting_check, kMaxRecord},
    Route{post, "/api/v1/checks/plot", "check.write", post_plot_check, kMaxJson},
    Route{get, "/api/v1/area-changes/{kind}", "record.read", get_area_changes},
    Route{get, "/api/v1/charge", "record.read", get_charge},
    Route{get, "/api/v1/nearest", "record.read", get_nearest},
    Route{get, "/api/v1/boards", "record.read", get_boards},
    Route{get, "/api/v1/boards/{id}", "record.read", get_board},
    Route{get, "/api/v1/inspections/plans", kSession, get_inspection_plans},
    Route{post, "/api/v1/inspections/plans", "inspection.draw", post_inspection_plan, kMaxJson},
    Route{get, "/api/v1/inspections/draws", kSession, get_draws},
    Route{post, "/api/v1/inspections/draws", "inspection.draw", post_draw, kMaxJson},
    Route{get, "/api/v1/inspections/draws/{id}", kSession, get_draw},
    Route{post, "/api/v1/inspections/draws/{id}/commitment", kSession, post_commitment, kMaxJson},
    Route{post, "/api/v1/inspections/draws/{id}/reveal", kSession, post_reveal, kMaxJson},
    Route{get, "/api/v1/inspections/tasks/{id}/sheet", "record.read", get_task_sheet},
    Route{get, "/api/v1/vehicles/figures", "record.read", get_vehicle_figures},
    Route{post, "/api/v1/retention-audits", "inspection.draw", post_retention_audit, kMaxJson},
    Route{post, "/api/v1/retention-audits/{id}/answers", kSession, post_retention_answer, kMaxJson},
    Route{get, "/api/v1/inspections/workload", "record.read", get_inspection_workload},
    Route{get, "/api/v1/credit", "record.read", get_credit},
    Route{get, "/api/v1/credit/{id}", "record.read", get_firm_credit},
    Route{get, "/api/v1/records/transfer/{id}/package", "transfer.package", get_transfer_package},
    Route{get, "/api/v1/records/transfer/{id}/packages", "record.read", get_transfer_packages},
    Route{get, "/api/v1/inspections/plans/{id}/sheet", kSession, get_plan_sheet},
    Route{get, "/api/v1/inspections/draws/{id}/sheet", kSession, get_draw_sheet},
    Route{post, "/api/v1/plan/appeals/{id}/answer", "assess.review", post_appeal_answer, kMaxJson},
    Route{get, "/api/v1/plan/assessments", "record.read", get_assessments},
    Route{post, "/api/v1/plan/assessments", "assess.run", post_assessment, kMaxJson},
    Route{get, "/api/v1/plan/assessments/{id}", "record.read", get_assessment},
    Route{post, "/api/v1/plan/assessments/{id}/move", "assess.run", post_assessment_move, kMaxJson},
    Route{get, "/api/v1/plan/compensation", "record.read", get_compensation},
    Route{post, "/api/v1/plan/compensation", "plan.publish", post_compensation, kMaxJson},
    Route{get, "/api/v1/plan/yield", "record.read", get_yield},
    Route{post, "/api/v1/plan/yield", "plan.publish", post_yield, kMaxJson},
    Route{get, "/api/v1/plan/sheets/{id}", "record.read", get_sheet},
    Route{post, "/api/v1/plan/sheets/{id}/accept", "assess.tell", post_sheet_accept, kMaxJson},
    Route{post, "/api/v1/plan/sheets/{id}/appeal", "assess.tell", post_sheet_appeal, kMaxJson},
    Route{post, "/api/v1/plan/sheets/{id}/reopen", "assess.reopen", post_sheet_reopen, kMaxJson},
    Route{post, "/api/v1/plan/sheets/{id}/review", "assess.review", post_sheet_review, kMaxJson},
    Route{post, "/api/v1/plan/sheets/{id}/tell", "assess.tell", post_sheet_tell, kMaxJson},
    Route{get, "/api/v1/plan/indicators", "record.read", get_plan_indicators},
    Route{get, "/api/v1/plan/indicators/{id}", "record.read", get_plan_indicator},
    Route{get, "/api/v1/plan/indicators/{id}/targets", "record.read", get_plan_decomposition},
    Route{get, "/api/v1/plan/bulletins", "record.read", get_plan_bulletins},
    Route{post, "/api/v1/plan/bulletins", "plan.publish", post_plan_bulletin, kMaxJson},
    Route{get, "/api/v1/plan/streets/{street}/sheet", "record.read", get_street_sheet},
    Route{get, "/api/v1/plan/rankings", "record.read", get_rankings},
    Route{get, "/api/v1/plan/rankings/{id}", "record.read", get_ranking},
    Route{post, "/api/v1/plan/rankings/{id}", "plan.publish", post_ranking, kMaxJson},
    Route{get, "/api/v1/plan/changes", "record.read", get_plan_changes},
    Route{get, "/api/v1/plan/tasks", "record.read", get_plan_tasks},
    Route{get, "/api/v1/public/plan/indicators", kOpen, get_public_indicators},
    Route{get, "/api/v1/public/plan/bulletins", kOpen, get_public_bulletins},
    Route{get, "/api/v1/public/plan/bulletins/{id}/papers/{paper}", kCitizen,
          get_public_bulletin_paper},
    Route{get, "/api/v1/public/inspections", kOpen, get_public_inspections},
    Route{get, "/api/v1/public/inspections/draws/{id}", kOpen, get_public_draw},
    Route{get, "/api/v1/public/kinds", kOpen, get_public_kinds},
    Route{get, "/api/v1/public/kinds/{kind}", kOpen, get_public_kind},
    Route{get, "/api/v1/public/records/{kind}", kOpen, get_public_records},
    Route{get, "/api/v1/public/records/{kind}/{id}", kOpen, get_public_record},
    Route{get, "/ogc", kVisitor, get_ogc},
    Route{get, "/ogc/", kVisitor, get_ogc},
    Route{get, "/ogc/conformance", kVisitor, get_ogc_conformance},
    Route{get, "/ogc/api", kVisitor, get_ogc_api},
    Route{get, "/ogc/collections", kVisitor, get_ogc_collections},
    Route{get, "/ogc/collections/{kind}", kVisitor, get_ogc_collection},
    Route{get, "/ogc/collections/{kind}/items", kVisitor, get_ogc_items},
    Route{get, "/ogc/collections/{kind}/items/{id}", kVisitor, get_ogc_item},
};

std::string_view next_part(std::string_view& path) {
  path.remove_prefix(1);
  auto part = path.substr(0, path.find('/'));
  path.remove_prefix(part.size());
  return part;
}

// Fills `caught`; both begin with a slash.
bool fits(std::string_view pattern, std::string_view path, Caught& caught) {
  size_t count = 0;
  while (!pattern.empty() && !path.empty()) {
    auto want = next_part(pattern), have = next_part(path);
    if (want.starts_with('{') && !have.empty()) {
      caught[count++] = have;
    } else if (want != have) {
      return false;
    }
  }
  return pattern.empty() && path.empty();
}

}  // namespace

std::span<const Route> routes() {
  return kRoutes;
}

bool is_api(std::string_view path) {
  return path.starts_with("/api/") || path == "/api" || path == "/metrics" || path == "/ogc" ||
         path.starts_with("/ogc/");
}

std::string_view Match::kind() const {
  bool about = route && route->pattern.find("{kind}") != std::string_view::npos;
  return about ? std::string_view(caught[0]) : std::string_view{};
}

Match match(Method method, std::string_view path) {
  Match found;
  for (const auto& route : kRoutes) {
    if (!fits(route.pattern, path, found.caught)) continue;
    if (route.method == method) {
      found.route = &route;
      return found;
    }
    if (!found.allowed.empty()) found.allowed += ", ";
    found.allowed += name(route.method);
  }
  return found;
}

}  // namespace qs::service
