// SQLite's C interface as values that own themselves and answer with Result.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace qs::store::lite {

// A statement that a session keeps ready, and how many hold it: a held one stays.
struct Prepared {
  sqlite3_stmt* statement = nullptr;
  int held = 0;
};

// A prepared statement of a session, reset when it goes out of scope.
class Statement {
 public:
  Statement(sqlite3* handle, Prepared& prepared)
      : handle_(handle), statement_(prepared.statement), prepared_(&prepared) {
    ++prepared.held;
  }
  Statement(Statement&& other) noexcept
      : handle_(other.handle_),
        statement_(other.statement_),
        prepared_(std::exchange(other.prepared_, nullptr)),
        bound_(other.bound_) {}
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  // Bind the next parameter.
  Statement& null();
  Statement& integer(int64_t value);
  Statement& real(double value);
  Statement& text(std::string_view value);
  Statement& blob(std::string_view value);

  Result<bool> next();  // is there another row?
  // Calls `each` on every row, until the end or a fault, its own included.
  template <class Each>
  Result<void> each(Each each) {
    for (;;) {
      auto more = next();
      if (!more) return tl::unexpected(more.error());
      if (!*more) return {};
      if constexpr (std::is_void_v<decltype(each())>) {
        each();
      } else if (Result<void> ok = each(); !ok) {
        return ok;
      }
    }
  }
  Result<void> run();              // to the end, rows are not looked at
  Result<int64_t> only_integer();  // of the only row; a change is then done to the end

  bool is_null(int column) const;
  int64_t integer_at(int column) const;
  double real_at(int column) const;
  std::string text_at(int column) const;  // text or blob

 private:
  sqlite3* handle_;
  sqlite3_stmt* statement_;
  Prepared* prepared_;  // of the session; nullptr: moved from
  int bound_ = 0;
};

// One connection; one thread at a time.
class Session {
 public:
  enum class Use { write, read };
  static Result<std::unique_ptr<Session>> open(const std::filesystem::path& file, Use use);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  Result<void> run(const std::string& sql);  // several statements, no parameters
  Result<Statement> prepare(const std::string& sql);
  sqlite3* handle() const { return handle_; }

 private:
  explicit Session(sqlite3* handle) : handle_(handle) {}
  sqlite3* handle_;
  std::unordered_map<std::string, Prepared> prepared_;
};

// BEGIN IMMEDIATE at once; ROLLBACK unless committed.
class Transaction {
 public:
  static Result<Transaction> begin(Session& session);
  Transaction(Transaction&& other) noexcept : session_(std::exchange(other.session_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Result<void> commit();

 private:
  explicit Transaction(Session& session) : session_(&session) {}
  Session* session_;
};

// Read-only sessions lent to any thread.
class Pool {
 public:
  explicit Pool(std::filesystem::path file) : file_(std::move(file)) {}

  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<Session> session)
        : pool_(&pool), session_(std::move(session)) {}
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    Session& operator*() const { return *session_; }
    Session* operator->() const { return session_.get(); }

   private:
    Pool* pool_;
    std::unique_ptr<Session> session_;
  };
  Result<Lease> lend();

 private:
  std::filesystem::path file_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Session>> idle_;
};

}  // namespace qs::store::lite
