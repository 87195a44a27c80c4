#include "app/sign_on.h"

#include <algorithm>

#include "app/pack/toml.h"
#include "edge/notify/http_client.h"

namespace qs::app {

namespace {

bool is_https_or_here(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://127.0.0.1:") ||
         url.starts_with("http://localhost:");
}

std::string text_or(TomlTable& t, std::string_view key, std::string otherwise) {
  auto text = t.text(key, false);
  return text.empty() ? otherwise : text;
}

}  // namespace

Result<std::optional<service::SignOn>> read_sign_on(const std::filesystem::path& file,
                                                    const Secrets& secrets,
                                                    const std::vector<service::Role>& roles) {
  if (!std::filesystem::exists(file)) return std::nullopt;
  standard::Faults faults;
  service::SignOn out;
  if (auto parsed = read_toml(file, faults)) {
    TomlTable t(*parsed, file.string(), faults);
    out.name_zh = t.text("name_zh");
    out.name_en = t.text("name_en");
    out.issuer = t.text("issuer");
    out.client_id = t.text("client_id");
    out.redirect = t.text("redirect");
    out.claim = text_or(t, "claim", out.claim);
    out.scopes = text_or(t, "scopes", out.scopes);
    out.new_role = t.text("new_role", false);
    if (!out.issuer.empty() && !is_https_or_here(out.issuer)) t.fault("issuer", "is not https");
    auto known = [&](const auto& role) { return role.id == out.new_role; };
    if (!out.new_role.empty() && std::none_of(roles.begin(), roles.end(), known))
      t.fault("new_role", fmt::format("no pack declares the role '{}'", out.new_role));
    t.close();
  }
  if (!faults.list.empty()) return tl::unexpected(faults.list.front());
  out.client_secret = secrets.get(kSignOnSecret);
  return out;
}

Result<service::Fetched> fetch(const service::Fetch& asked) {
  auto url = notify::parse_url(asked.url);
  if (!url) return tl::unexpected(url.error());
  notify::HttpAsk ask{.url = *url, .body = asked.body, .headers = {{"Accept", "application/json"}}};
  if (!asked.body.empty())
    ask.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  if (!asked.authorization.empty()) ask.headers.emplace_back("Authorization", asked.authorization);
  auto answer = notify::exchange(ask);
  if (!answer) return fail(answer.error().text, asked.url);
  return service::Fetched{static_cast<int>(answer->status), std::move(answer->body)};
}

}  // namespace qs::app
