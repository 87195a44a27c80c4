// Every handler of the route table, by the file it stands in.
#pragma once

#include "edge/service/route.h"

namespace qs::service {

#define QS_HANDLER(name) Reply name(Service::Room& room, const Call& call)

// district.cpp
QS_HANDLER(get_health);
QS_HANDLER(get_metrics);
QS_HANDLER(get_district);
QS_HANDLER(get_summary);
QS_HANDLER(get_proof);
QS_HANDLER(post_data);
// events.cpp
QS_HANDLER(get_events);
// session.cpp
QS_HANDLER(post_session);
QS_HANDLER(get_session);
QS_HANDLER(delete_session);
QS_HANDLER(get_users);
QS_HANDLER(get_sessions);
QS_HANDLER(post_session_close);
// account.cpp
QS_HANDLER(post_password);
QS_HANDLER(post_totp_begin);
QS_HANDLER(post_totp_confirm);
QS_HANDLER(post_totp_disable);
// sign_on_routes.cpp
QS_HANDLER(get_log_in_ways);
QS_HANDLER(get_sign_on_start);
QS_HANDLER(get_sign_on_callback);
// people.cpp
QS_HANDLER(get_people);
QS_HANDLER(post_person);
QS_HANDLER(put_person);
QS_HANDLER(post_person_password);
QS_HANDLER(post_person_totp);
QS_HANDLER(get_roles);
// tokens.cpp
QS_HANDLER(get_tokens);
QS_HANDLER(post_token);
QS_HANDLER(post_token_revoke);
// notices.cpp
QS_HANDLER(get_notices);
QS_HANDLER(post_notices_read);
// logins.cpp
QS_HANDLER(get_logins);
QS_HANDLER(get_personal_reads);
// sites.cpp
QS_HANDLER(get_sites);
QS_HANDLER(get_site);
QS_HANDLER(get_map);
QS_HANDLER(get_series);
QS_HANDLER(get_index);
QS_HANDLER(get_completeness);
QS_HANDLER(get_transmission);
// suspicion.cpp
QS_HANDLER(get_suspicion);
QS_HANDLER(get_site_suspicion);
QS_HANDLER(get_one_suspicion);
QS_HANDLER(post_suspicion_verdict);
// calibration.cpp
QS_HANDLER(get_calibration);
// audit.cpp
QS_HANDLER(get_versions);
QS_HANDLER(post_audit);
QS_HANDLER(get_frame);
// alerts.cpp
QS_HANDLER(get_alerts);
QS_HANDLER(get_alert);
QS_HANDLER(post_silence);
// cases.cpp
QS_HANDLER(get_cases);
QS_HANDLER(post_case);
QS_HANDLER(get_case_kinds);
QS_HANDLER(get_case);
QS_HANDLER(post_case_action);
// case_board.cpp
QS_HANDLER(get_case_board);
QS_HANDLER(get_case_calendar);
// case_statistics.cpp
QS_HANDLER(get_case_statistics);
// workflows.cpp
QS_HANDLER(get_workflows);
QS_HANDLER(get_workflow);
// visits.cpp
QS_HANDLER(get_checklists);
QS_HANDLER(post_visit);
QS_HANDLER(get_visit_ranking);
// evidence.cpp
QS_HANDLER(post_evidence);
QS_HANDLER(get_evidence);
QS_HANDLER(get_thumbnail);
// citizens/reports.cpp
QS_HANDLER(get_report_form);
QS_HANDLER(get_report_challenge);
QS_HANDLER(post_report);
// citizens/following.cpp
QS_HANDLER(post_report_progress);
QS_HANDLER(post_report_photo);
QS_HANDLER(post_report_satisfaction);
// citizens/identity.cpp
QS_HANDLER(get_identity);
QS_HANDLER(put_identity);
QS_HANDLER(post_identity_open);
// devices.cpp
QS_HANDLER(get_devices);
QS_HANDLER(post_admit);
QS_HANDLER(get_commands);
QS_HANDLER(post_command);
QS_HANDLER(get_device_frames);
// standards.cpp
QS_HANDLER(get_standards);
QS_HANDLER(get_limits);
QS_HANDLER(get_factors);
// forwards.cpp
QS_HANDLER(get_forwards);
QS_HANDLER(post_forward);
// duty.cpp
QS_HANDLER(get_roster);
QS_HANDLER(post_roster);
QS_HANDLER(get_handovers);
QS_HANDLER(post_handover);
QS_HANDLER(post_sign);
// registers/kinds.cpp
QS_HANDLER(get_kinds);
QS_HANDLER(get_kind);
QS_HANDLER(get_public_kinds);
QS_HANDLER(get_public_kind);
// registers/records.cpp
QS_HANDLER(get_records);
QS_HANDLER(get_record);
QS_HANDLER(get_count);
QS_HANDLER(get_tallies);
QS_HANDLER(get_public_records);
QS_HANDLER(get_public_record);
// registers/changes.cpp
QS_HANDLER(post_record);
QS_HANDLER(put_record);
QS_HANDLER(post_record_erase);
QS_HANDLER(post_record_move);
QS_HANDLER(post_bulk);
// registers/papers.cpp
QS_HANDLER(get_record_papers);
QS_HANDLER(get_record_paper);
// enforcement.cpp
QS_HANDLER(get_violations);
QS_HANDLER(post_discretion);
// registers/history.cpp
QS_HANDLER(get_history);
QS_HANDLER(get_related);
// registers/filters.cpp
QS_HANDLER(get_filters);
QS_HANDLER(post_filter);
QS_HANDLER(post_filter_erase);
// registers/journal.cpp
QS_HANDLER(get_journal);
// answers/dossier.cpp
QS_HANDLER(get_dossier);
// answers/chain.cpp
QS_HANDLER(get_chain_plan);
QS_HANDLER(get_chain);
QS_HANDLER(get_chain_gaps);
// answers/checks.cpp
QS_HANDLER(get_checks);
QS_HANDLER(get_check);
QS_HANDLER(get_check_report);
QS_HANDLER(post_siting_check);
QS_HANDLER(post_plot_check);
// answers/area_changes.cpp
QS_HANDLER(get_area_changes);
// answers/charge.cpp
QS_HANDLER(get_charge);
// answers/nearest.cpp
QS_HANDLER(get_nearest);
// answers/boards.cpp
QS_HANDLER(get_boards);
QS_HANDLER(get_board);
// oversight/inspections.cpp
QS_HANDLER(get_inspection_plans);
QS_HANDLER(post_inspection_plan);
QS_HANDLER(get_draws);
QS_HANDLER(get_draw);
QS_HANDLER(post_draw);
QS_HANDLER(post_commitment);
QS_HANDLER(post_reveal);
QS_HANDLER(get_task_sheet);
QS_HANDLER(get_plan_sheet);
QS_HANDLER(get_draw_sheet);
QS_HANDLER(get_inspection_workload);
QS_HANDLER(get_public_inspections);
QS_HANDLER(get_public_draw);
// oversight/credit.cpp
QS_HANDLER(get_credit);
QS_HANDLER(get_firm_credit);
// transfer/packages.cpp
QS_HANDLER(get_transfer_package);
QS_HANDLER(get_transfer_packages);
// registers/dues.cpp
QS_HANDLER(get_dues);
// registers/tiles.cpp
QS_HANDLER(get_tile);
// registers/ogc.cpp, ogc_items.cpp
QS_HANDLER(get_ogc);
QS_HANDLER(get_ogc_conformance);
QS_HANDLER(get_ogc_api);
QS_HANDLER(get_ogc_collections);
QS_HANDLER(get_ogc_collection);
QS_HANDLER(get_ogc_items);
QS_HANDLER(get_ogc_item);
// registers/tables.cpp
QS_HANDLER(get_template);
QS_HANDLER(get_export);
QS_HANDLER(post_import);
QS_HANDLER(get_imports);
QS_HANDLER(get_import);
QS_HANDLER(post_import_apply);
QS_HANDLER(post_import_undo);

#undef QS_HANDLER

}  // namespace qs::service
