// 单点登录的声明: DIR/sign-on.toml, and how its issuer is asked.
#pragma once

#include <filesystem>

#include "app/secrets.h"
#include "edge/service/service.h"

namespace qs::app {

inline constexpr const char* kSignOnSecret = "sign-on.client";  // name in the folder of secrets

// nullopt: there is no such file. Faults: a key that is missing or unknown, an issuer without TLS
// (but on this machine, for tests), a role that no pack declares.
Result<std::optional<service::SignOn>> read_sign_on(const std::filesystem::path& file,
                                                    const Secrets& secrets,
                                                    const std::vector<service::Role>& roles);
Result<service::Fetched> fetch(const service::Fetch& asked);

}  // namespace qs::app
