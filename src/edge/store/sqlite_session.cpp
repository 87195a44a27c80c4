#include "edge/store/sqlite_session.h"

#include <sqlite3.h>

#include "edge/store/sqlite_functions.h"

namespace qs::store::lite {
namespace {

constexpr int kBusyMs = 10'000;       // a backup or checkpoint may hold the file for a moment
constexpr int kWriterKiB = 64 << 10;  // pages that the writer keeps in memory
constexpr int64_t kMappedBytes = 16ll << 30;  // of the file, shared by all who read
constexpr size_t kMaxPrepared = 2048;         // ready statements: some ten of each kind

tl::unexpected<Error> fault(sqlite3* handle, std::string_view what) {
  return fail(sqlite3_errmsg(handle), fmt::format("SQLite: {}", what.substr(0, 120)));
}

int size_of(std::string_view text) {
  check(text.size() < (1u << 30), "a field fits SQLite");
  return static_cast<int>(text.size());
}

}  // namespace

Statement::~Statement() {
  if (!prepared_) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  --prepared_->held;
}

Statement& Statement::null() {
  sqlite3_bind_null(statement_, ++bound_);
  return *this;
}

Statement& Statement::integer(int64_t value) {
  sqlite3_bind_int64(statement_, ++bound_, value);
  return *this;
}

Statement& Statement::real(double value) {
  sqlite3_bind_double(statement_, ++bound_, value);
  return *this;
}

Statement& Statement::text(std::string_view value) {
  auto data = value.data() ? value.data() : "";  // a null pointer would bind NULL
  sqlite3_bind_text(statement_, ++bound_, data, size_of(value), SQLITE_TRANSIENT);
  return *this;
}

Statement& Statement::blob(std::string_view value) {
  sqlite3_bind_blob(statement_, ++bound_, value.data(), size_of(value), SQLITE_TRANSIENT);
  return *this;
}

Result<bool> Statement::next() {
  auto code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return fault(handle_, sqlite3_sql(statement_));
}

Result<void> Statement::run() {
  return each([] {});
}

Result<int64_t> Statement::only_integer() {
  auto any = next();
  if (!any) return tl::unexpected(any.error());
  check(*any, "one row comes back");
  auto value = integer_at(0);
  return run().map([&] { return value; });
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

int64_t Statement::integer_at(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double Statement::real_at(int column) const {
  return sqlite3_column_double(statement_, column);
}

std::string Statement::text_at(int column) const {
  auto data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  return data ? std::string(data, static_cast<size_t>(sqlite3_column_bytes(statement_, column)))
              : std::string{};
}

Result<std::unique_ptr<Session>> Session::open(const std::filesystem::path& file, Use use) {
  sqlite3* handle = nullptr;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  auto code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
  std::unique_ptr<Session> session(new Session(handle));
  if (code != SQLITE_OK) return fault(handle, file.string());
  sqlite3_busy_timeout(handle, kBusyMs);
  std::string settings =
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;"
      "PRAGMA trusted_schema = OFF;";
  settings += use == Use::read
                  ? fmt::format("PRAGMA query_only = ON; PRAGMA mmap_size = {};", kMappedBytes)
                  : fmt::format("PRAGMA cache_size = -{};", kWriterKiB);
  auto ok = session->run(settings).and_then([&] { return add_functions(*session); });
  if (!ok) return tl::unexpected(ok.error());
  return session;
}

Session::~Session() {
  for (auto& [sql, prepared] : prepared_) sqlite3_finalize(prepared.statement);
  sqlite3_close(handle_);
}

Result<void> Session::run(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    return fault(handle_, sql);
  return {};
}

Result<Statement> Session::prepare(const std::string& sql) {
  auto it = prepared_.find(sql);
  if (it == prepared_.end() || sqlite3_stmt_busy(it->second.statement)) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(handle_, sql.c_str(), size_of(sql), SQLITE_PREPARE_PERSISTENT,
                           &statement, nullptr) != SQLITE_OK)
      return fault(handle_, sql);
    check(it == prepared_.end(), "a statement is used once at a time");
    if (prepared_.size() >= kMaxPrepared) {
      auto idle = prepared_.begin();
      while (idle != prepared_.end() && idle->second.held > 0) ++idle;
      check(idle != prepared_.end(), "some statement is idle");
      sqlite3_finalize(idle->second.statement);
      prepared_.erase(idle);
    }
    it = prepared_.emplace(sql, Prepared{statement}).first;
  }
  return Statement(handle_, it->second);
}

Result<Transaction> Transaction::begin(Session& session) {
  if (auto ok = session.run("BEGIN IMMEDIATE"); !ok) return tl::unexpected(ok.error());
  return Transaction(session);
}

Transaction::~Transaction() {
  if (session_) (void)session_->run("ROLLBACK");
}

Result<void> Transaction::commit() {
  auto ok = session_->run("COMMIT");
  if (ok) session_ = nullptr;
  return ok;
}

Pool::Lease::~Lease() {
  if (!session_) return;
  std::lock_guard lock(pool_->mutex_);
  pool_->idle_.push_back(std::move(session_));
}

Result<Pool::Lease> Pool::lend() {
  {
    std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto session = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(session));
    }
  }
  auto session = Session::open(file_, Session::Use::read);
  if (!session) return tl::unexpected(session.error());
  return Lease(*this, std::move(*session));
}

}  // namespace qs::store::lite
