#include "edge/store/duckdb_session.h"

namespace qs::store::duck {
namespace {

tl::unexpected<Error> fault(const char* text, std::string_view sql) {
  return fail(text ? text : "unknown fault", fmt::format("DuckDB: {}", sql.substr(0, 120)));
}

bool bind(duckdb_prepared_statement statement, idx_t index, const Param& param) {
  auto state = std::visit(
      [&](const auto& v) {
        using T = std::decay_t<decltype(v)>;
        if constexpr (std::is_same_v<T, int64_t>) return duckdb_bind_int64(statement, index, v);
        if constexpr (std::is_same_v<T, uint64_t>) return duckdb_bind_uint64(statement, index, v);
        if constexpr (std::is_same_v<T, std::string_view>)
          return duckdb_bind_varchar_length(statement, index, v.data(), v.size());
        if constexpr (std::is_same_v<T, Blob>)
          return duckdb_bind_blob(statement, index, v.bytes.data(), v.bytes.size());
      },
      param);
  return state == DuckDBSuccess;
}

}  // namespace

Rows::Rows(Rows&& other) noexcept
    : result_(other.result_),
      chunk_(std::exchange(other.chunk_, nullptr)),
      row_(other.row_),
      size_(other.size_) {
  other.result_.internal_data = nullptr;
}

Rows::~Rows() {
  if (chunk_) duckdb_destroy_data_chunk(&chunk_);
  if (result_.internal_data) duckdb_destroy_result(&result_);
}

size_t Rows::next_chunk() {
  if (chunk_) duckdb_destroy_data_chunk(&chunk_);
  chunk_ = duckdb_fetch_chunk(result_);
  size_ = chunk_ ? duckdb_data_chunk_get_size(chunk_) : 0;
  row_ = 0;
  return size_;
}

bool Rows::next() {
  if (chunk_ && ++row_ < size_) return true;
  return next_chunk() > 0;
}

std::string_view Rows::text(size_t column) const {
  auto& s = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector(column)))[row_].value;
  bool inlined = s.inlined.length <= sizeof s.inlined.inlined;
  return {inlined ? s.inlined.inlined : s.pointer.ptr, s.inlined.length};
}

bool Rows::null(size_t column) const {
  auto validity = duckdb_vector_get_validity(vector(column));
  return validity && !(validity[row_ / 64] >> (row_ % 64) & 1);
}

Connection::~Connection() {
  if (handle_) duckdb_disconnect(&handle_);
}

Result<Rows> Connection::ask(const std::string& sql, std::span<const Param> params) {
  duckdb_result result{};
  if (params.empty()) {
    bool ok = duckdb_query(handle_, sql.c_str(), &result) == DuckDBSuccess;
    Rows rows(result);
    if (!ok) return fault(duckdb_result_error(&result), sql);
    return rows;
  }
  duckdb_prepared_statement statement = nullptr;
  bool ok = duckdb_prepare(handle_, sql.c_str(), &statement) == DuckDBSuccess;
  std::unique_ptr<duckdb_prepared_statement, void (*)(duckdb_prepared_statement*)> owner(
      &statement, duckdb_destroy_prepare);
  for (size_t i = 0; ok && i < params.size(); ++i) ok = bind(statement, i + 1, params[i]);
  if (!ok) return fault(duckdb_prepare_error(statement), sql);
  ok = duckdb_execute_prepared(statement, &result) == DuckDBSuccess;
  Rows rows(result);
  if (!ok) return fault(duckdb_result_error(&result), sql);
  return rows;
}

Result<void> Connection::run(const std::string& sql, std::span<const Param> params) {
  auto rows = ask(sql, params);
  if (!rows) return tl::unexpected(rows.error());
  return {};
}

Result<Transaction> Transaction::begin(Connection& connection) {
  if (auto ok = connection.run("BEGIN"); !ok) return tl::unexpected(ok.error());
  return Transaction(connection);
}

Transaction::~Transaction() {
  if (connection_) (void)connection_->run("ROLLBACK");
}

Result<void> Transaction::commit() {
  auto connection = std::exchange(connection_, nullptr);
  return connection->run("COMMIT");
}

Appender::Appender(duckdb_appender appender, duckdb_data_chunk chunk, size_t columns)
    : appender_(appender), chunk_(chunk), data_(columns) {
  point();
}

Appender::Appender(Appender&& other) noexcept
    : appender_(std::exchange(other.appender_, nullptr)),
      chunk_(std::exchange(other.chunk_, nullptr)),
      data_(std::move(other.data_)),
      row_(other.row_),
      failed_(other.failed_) {}

Appender::~Appender() {
  if (chunk_) duckdb_destroy_data_chunk(&chunk_);
  if (appender_) duckdb_appender_destroy(&appender_);
}

Result<Appender> Appender::open(Connection& connection, const std::string& table,
                                std::initializer_list<duckdb_type> types) {
  duckdb_appender appender = nullptr;
  if (duckdb_appender_create(connection.handle(), nullptr, table.c_str(), &appender) !=
      DuckDBSuccess) {
    auto error = fault(appender ? duckdb_appender_error(appender) : "no appender", table);
    duckdb_appender_destroy(&appender);
    return error;
  }
  std::vector<duckdb_logical_type> logical;
  for (auto type : types) logical.push_back(duckdb_create_logical_type(type));
  auto chunk = duckdb_create_data_chunk(logical.data(), logical.size());
  for (auto& type : logical) duckdb_destroy_logical_type(&type);
  return Appender(appender, chunk, types.size());
}

void Appender::point() {
  for (size_t i = 0; i < data_.size(); ++i)
    data_[i] = duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk_, i));
}

void Appender::set_text(size_t column, std::string_view bytes) {
  duckdb_vector_assign_string_element_len(duckdb_data_chunk_get_vector(chunk_, column), row_,
                                          bytes.data(), bytes.size());
}

void Appender::end_row() {
  static const auto kChunk = duckdb_vector_size();
  if (++row_ == kChunk) send();
}

void Appender::send() {
  duckdb_data_chunk_set_size(chunk_, row_);
  failed_ = failed_ || duckdb_append_data_chunk(appender_, chunk_) != DuckDBSuccess;
  duckdb_data_chunk_reset(chunk_);
  point();
  row_ = 0;
}

Result<void> Appender::close() {
  if (row_ > 0) send();
  if (failed_ || duckdb_appender_close(appender_) != DuckDBSuccess)
    return fault(duckdb_appender_error(appender_), "append");
  return {};
}

Result<Database> Database::open(const std::filesystem::path& file, const Options& options) {
  duckdb_config config = nullptr;
  duckdb_create_config(&config);
  std::unique_ptr<duckdb_config, void (*)(duckdb_config*)> owner(&config, duckdb_destroy_config);
  const std::pair<const char*, std::string> settings[] = {
      {"autoinstall_known_extensions", "false"},       {"autoload_known_extensions", "false"},
      {"memory_limit", options.memory_limit},          {"threads", std::to_string(options.threads)},
      {"checkpoint_threshold", options.checkpoint_at}, {"preserve_insertion_order", "true"},
  };
  for (const auto& [name, value] : settings)
    if (duckdb_set_config(config, name, value.c_str()) != DuckDBSuccess)
      return fault("setting refused", name);
  duckdb_database handle = nullptr;
  char* error = nullptr;
  if (duckdb_open_ext(file.empty() ? nullptr : file.c_str(), &handle, config, &error) !=
      DuckDBSuccess) {
    auto fault = fail(error ? error : "cannot open", file.string());
    duckdb_free(error);
    return fault;
  }
  return Database(handle);
}

Database::~Database() {
  if (handle_) duckdb_close(&handle_);
}

Result<Connection> Database::connect() const {
  duckdb_connection handle = nullptr;
  if (duckdb_connect(handle_, &handle) != DuckDBSuccess) return fault("no connection", "connect");
  return Connection(handle);
}

Pool::Lease::~Lease() {
  if (!connection_) return;
  std::lock_guard lock(pool_->mutex_);
  pool_->idle_.push_back(std::move(connection_));
}

Result<Pool::Lease> Pool::lend() {
  {
    std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(connection));
    }
  }
  auto connection = database_.connect();
  if (!connection) return tl::unexpected(connection.error());
  return Lease(*this, std::make_unique<Connection>(std::move(*connection)));
}

Result<Snapshot> Snapshot::take(Pool& pool) {
  auto lease = pool.lend();
  if (!lease) return tl::unexpected(lease.error());
  auto transaction = Transaction::begin(**lease);
  if (!transaction) return tl::unexpected(transaction.error());
  return Snapshot(std::move(*lease), std::move(*transaction));
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (char c : text) {
    if (c == '\'') out += '\'';
    out += c;
  }
  return out + "'";
}

}  // namespace qs::store::duck
