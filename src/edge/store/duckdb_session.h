// DuckDB's C interface as values that own themselves and answer with Result.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "edge/store/duckdb_api.h"

namespace qs::store::duck {

struct Blob {
  std::string_view bytes;
};
using Param = std::variant<int64_t, uint64_t, std::string_view, Blob>;

// Rows of an answer, read forward once.
class Rows {
 public:
  explicit Rows(const duckdb_result& result) : result_(result) {}
  Rows(Rows&& other) noexcept;
  Rows& operator=(Rows&&) = delete;
  ~Rows();

  bool next();
  // The column must have exactly the type asked for.
  template <class T>
  T get(size_t column) const {
    return static_cast<const T*>(duckdb_vector_get_data(vector(column)))[row_];
  }
  std::string_view text(size_t column) const;  // VARCHAR or BLOB, valid until next()
  bool null(size_t column) const;

  // Chunk-wise, for large answers: the rows of the next chunk, 0 at the end.
  size_t next_chunk();
  template <class T>
  const T* column(size_t column) const {
    return static_cast<const T*>(duckdb_vector_get_data(vector(column)));
  }

 private:
  duckdb_vector vector(size_t column) const { return duckdb_data_chunk_get_vector(chunk_, column); }
  duckdb_result result_;
  duckdb_data_chunk chunk_ = nullptr;
  size_t row_ = 0, size_ = 0;
};

// One thread at a time.
class Connection {
 public:
  explicit Connection(duckdb_connection handle) : handle_(handle) {}
  Connection(Connection&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Connection& operator=(Connection&&) = delete;
  ~Connection();

  Result<void> run(const std::string& sql, std::span<const Param> params = {});
  Result<Rows> ask(const std::string& sql, std::span<const Param> params = {});
  Result<Rows> ask(const std::string& sql, std::initializer_list<Param> params) {
    return ask(sql, std::span(params.begin(), params.size()));
  }
  Result<void> run(const std::string& sql, std::initializer_list<Param> params) {
    return run(sql, std::span(params.begin(), params.size()));
  }
  duckdb_connection handle() const { return handle_; }

 private:
  duckdb_connection handle_;
};

// BEGIN at once; ROLLBACK unless committed.
class Transaction {
 public:
  static Result<Transaction> begin(Connection& connection);
  Transaction(Transaction&& other) noexcept
      : connection_(std::exchange(other.connection_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Result<void> commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}
  Connection* connection_;
};

// Rows for a table, column by column in chunks; the table's columns must be of `types`.
class Appender {
 public:
  static Result<Appender> open(Connection& connection, const std::string& table,
                               std::initializer_list<duckdb_type> types);
  Appender(Appender&& other) noexcept;
  Appender& operator=(Appender&&) = delete;
  ~Appender();

  // Sets one cell of the current row.
  template <class T>
  void set(size_t column, T value) {
    static_cast<T*>(data_[column])[row_] = value;
  }
  void set_text(size_t column, std::string_view bytes);
  void end_row();
  Result<void> close();  // sends what is left; faults of earlier rows come out here

 private:
  Appender(duckdb_appender appender, duckdb_data_chunk chunk, size_t columns);
  void send();
  void point();
  duckdb_appender appender_;
  duckdb_data_chunk chunk_;
  std::vector<void*> data_;
  size_t row_ = 0;
  bool failed_ = false;
};

struct Options {
  std::string memory_limit = "1GB";
  int threads = 2;
  // The log grows to this before its rows are moved into the main file: larger makes fewer and
  // longer pauses, and a longer start after a death.
  std::string checkpoint_at = "64MB";
};

class Database {
 public:
  // An empty path: in memory. Nothing is ever downloaded or loaded.
  static Result<Database> open(const std::filesystem::path& file, const Options& options);
  Database(Database&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Database& operator=(Database&&) = delete;
  ~Database();
  Result<Connection> connect() const;

 private:
  explicit Database(duckdb_database handle) : handle_(handle) {}
  duckdb_database handle_;
};

// Connections lent to reading threads; one comes back when the lease ends.
class Pool {
 public:
  explicit Pool(const Database& database) : database_(database) {}

  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<Connection> connection)
        : pool_(&pool), connection_(std::move(connection)) {}
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }

   private:
    Pool* pool_;
    std::unique_ptr<Connection> connection_;
  };

  Result<Lease> lend();

 private:
  const Database& database_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

// A lent connection in a transaction of its own: everything asked of it is of one moment.
class Snapshot {
 public:
  static Result<Snapshot> take(Pool& pool);
  Connection& connection() const { return *lease_; }

 private:
  Snapshot(Pool::Lease&& lease, Transaction&& transaction)
      : lease_(std::move(lease)), transaction_(std::move(transaction)) {}
  Pool::Lease lease_;
  Transaction transaction_;  // ends before the connection goes back
};

std::string quoted(std::string_view text);  // an SQL string literal

}  // namespace qs::store::duck
