#include <fmt/chrono.h>
#include <spdlog/spdlog.h>

#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/version.hpp>
#include <deque>

#include "base/json.h"
#include "edge/service/http_world.h"

namespace qs::service {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using Fail = beast::error_code;

Response fault_response(int status, std::string_view text, std::string_view place) {
  Json body{{"error", {{"text", text}, {"place", place}}}};
  return {.status = status,
          .headers = {{"Content-Type", "application/json; charset=utf-8"}},
          .body = body.dump(-1, ' ', false, Json::error_handler_t::replace),
          .shared = nullptr,
          .file = {},
          .stream = nullptr};
}

namespace {

// Some bytes of the bound on bodies being received, given back when it ends.
class Share {
 public:
  explicit Share(std::atomic<size_t>& all) : all_(all) {}
  ~Share() { all_ -= held_; }
  Share(const Share&) = delete;
  Share& operator=(const Share&) = delete;
  bool take(size_t bytes) {
    held_ += bytes;
    return all_.fetch_add(bytes) + bytes <= kMaxBodiesAtOnce;
  }

 private:
  std::atomic<size_t>& all_;
  size_t held_ = 0;
};

Method method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get:
    case http::verb::head:
      return Method::get;
    case http::verb::post:
      return Method::post;
    case http::verb::put:
      return Method::put;
    case http::verb::patch:
      return Method::patch;
    case http::verb::delete_:
      return Method::del;
    default:
      return Method::other;
  }
}

std::string lower(std::string_view text) {
  std::string out{text};
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string_view last_of_list(std::string_view list) {
  auto comma = list.rfind(',');
  if (comma != std::string_view::npos) list.remove_prefix(comma + 1);
  list.remove_prefix(std::min(list.find_first_not_of(' '), list.size()));
  return list.substr(0, list.find(' '));
}

std::string address_text(const tcp::socket& socket) {
  Fail fail;
  auto peer = socket.remote_endpoint(fail);
  if (fail) return {};
  auto address = peer.address();
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  return address.to_string();
}

// RFC 9110 date of this second, made once a second and thread.
const std::string& http_date() {
  thread_local std::time_t made = 0;
  thread_local std::string text;
  auto now = std::time(nullptr);
  if (now != made) {
    made = now;
    text = fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(now));
  }
  return text;
}

// One client. All its work runs on one strand; requests follow each other, live pages stay.
class Connection : public Listener, public std::enable_shared_from_this<Connection> {
 public:
  Connection(tcp::socket socket, HttpServer::World& world)
      : world_(world), peer_(address_text(socket)), stream_(std::move(socket)) {
    world_.open++;
  }
  ~Connection() override { world_.open--; }

  void run() {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->wait(); });
  }

  bool send(std::shared_ptr<const std::string> text) override {
    if (closed_) return false;
    if (unsent_.fetch_add(text->size()) + text->size() > kMaxUnsent) {
      close();
      return false;
    }
    asio::post(stream_.get_executor(), [self = shared_from_this(), text = std::move(text)] {
      self->queue_.push_back(text);
      if (self->queue_.size() == 1) self->write_live();
    });
    return true;
  }

  void close() override {
    closed_ = true;
    asio::post(stream_.get_executor(), [self = shared_from_this()] { self->stream_.close(); });
  }

 private:
  using Parser = http::request_parser<http::string_body>;

  // Between requests: the next one may begin within kIdleTime, then its header must be whole
  // within kHeaderTime, however slowly it trickles.
  void wait() {
    parser_.emplace();
    parser_->header_limit(kMaxHeader);
    parser_->body_limit(kMaxBodiesAtOnce);
    if (buffer_.size() > 0) return read_header();
    stream_.expires_after(kIdleTime);
    stream_.async_read_some(buffer_.prepare(2048),
                            [self = shared_from_this()](Fail fail, size_t n) {
                              if (fail) return self->stream_.close();
                              self->buffer_.commit(n);
                              self->read_header();
                            });
  }

  void read_header() {
    stream_.expires_after(kHeaderTime);
    http::async_read_header(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](Fail fail, size_t) { self->on_header(fail); });
  }

  void on_header(Fail fail) {
    if (fail == http::error::header_limit) return refuse(431, "the header is too large");
    static const auto& kParser = Fail(http::error::bad_method).category();
    bool gone = fail == http::error::end_of_stream || fail == http::error::partial_message;
    if (gone || (fail && fail.category() != kParser)) return stream_.close();
    if (fail) return refuse(400, "not an HTTP request");
    auto target = parse_target(parser_->get().target());
    if (!target) return refuse(400, "the request target cannot be read");
    world_.requests++;
    take_head(std::move(*target));
    plan_ = world_.responder.plan(request_);
    bool has_body = parser_->chunked() || parser_->content_length().value_or(0) > 0;
    has_body ? receive() : dispatch();
  }

  void take_head(Target target) {
    const auto& head = parser_->get();
    request_ = {};
    request_.method = method_of(head.method());
    request_.path = std::move(target.path);
    request_.query = std::move(target.query);
    for (const auto& field : head)
      request_.headers[lower(field.name_string())] = std::string(field.value());
    request_.peer = peer_;
    if (peer_ == world_.settings.trusted_proxy && !peer_.empty()) {
      if (auto from = last_of_list(request_.header("x-forwarded-for")); !from.empty())
        request_.peer = from;
      request_.secure = last_of_list(request_.header("x-forwarded-proto")) == "https";
    }
    is_head_ = head.method() == http::verb::head;
    keep_alive_ = head.keep_alive();
  }

  void receive() {
    auto length = parser_->content_length().value_or(plan_.max_body);
    if (plan_.max_body == 0 || length > plan_.max_body)
      return refuse(413, fmt::format("the body is larger than {} bytes", plan_.max_body));
    if (auto refusal = guarded([&] { return world_.responder.refuse(request_); })) {
      keep_alive_ = false;  // the body was not read
      return respond(std::move(*refusal));
    }
    share_.emplace(world_.body_bytes);
    if (!share_->take(length)) {
      world_.overloaded++;
      return refuse(503, "too many bodies at once, ask again");
    }
    parser_->body_limit(plan_.max_body);
    stream_.expires_after(kBodyTime);
    if (lower(request_.header("expect")) != "100-continue") return read_body();
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(stream_, asio::buffer(kContinue),
                      [self = shared_from_this()](Fail fail, size_t) {
                        fail ? self->stream_.close() : self->read_body();
                      });
  }

  void read_body() {
    http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](Fail fail, size_t) {
      if (fail == http::error::body_limit)
        return self->refuse(413, "the body is larger than this place takes");
      if (fail) return self->stream_.close();
      self->request_.body = std::move(self->parser_->get().body());
      self->dispatch();
    });
  }

  // What a library throws ends here.
  template <class Ask>
  auto guarded(Ask&& ask) -> std::optional<Response> {
    try {
      return ask();
    } catch (const std::exception& thrown) {
      spdlog::error("http answer path={} thrown=\"{}\"", request_.path, thrown.what());
      return fault_response(500, "the request could not be answered", request_.path);
    }
  }

  void dispatch() {
    world_.busy++;
    auto answer = [this] {
      return *guarded(
          [&]() -> std::optional<Response> { return world_.responder.answer(request_); });
    };
    if (plan_.quick) {
      auto response = answer();
      world_.busy--;
      return respond(std::move(response));
    }
    if (world_.waiting.fetch_add(1) >= kMaxWaiting) {
      world_.waiting--;
      world_.busy--;
      world_.overloaded++;
      return respond(fault_response(503, "too many requests are waiting, ask again"));
    }
    asio::post(*world_.workers, [self = shared_from_this(), answer] {
      auto response = std::make_shared<Response>(answer());
      self->world_.waiting--;
      asio::post(self->stream_.get_executor(), [self, response] {
        self->world_.busy--;
        self->respond(std::move(*response));
      });
    });
  }

  void refuse(int status, std::string_view text) {
    world_.malformed++;
    keep_alive_ = false;
    respond(fault_response(status, text));
  }

  void respond(Response response) {
    share_.reset();
    response_ = std::move(response);
    message_.emplace();
    message_->version(11);
    message_->result(static_cast<unsigned>(response_.status));
    message_->set(http::field::date, http_date());
    for (const auto& [key, value] : response_.headers) message_->insert(key, value);
    stream_.expires_after(kWriteTime);
    if (response_.stream) return open_live();
    if (response_.file && !is_head_) return send_file();
    auto text = response_.text();
    message_->keep_alive(keep_alive_);
    if (response_.status != 204 && response_.status != 304) message_->content_length(text.size());
    if (!is_head_) message_->body() = {text.data(), text.size()};
    http::async_write(stream_, *message_,
                      [self = shared_from_this()](Fail fail, size_t) { self->on_written(fail); });
  }

  // Piece by piece from the disk: a file may be far larger than what one holds in memory.
  void send_file() {
    Fail fail;
    file_.emplace(std::piecewise_construct, std::make_tuple(), std::make_tuple(message_->base()));
    file_->body().open(response_.file->path().c_str(), beast::file_mode::scan, fail);
    if (fail) {
      file_.reset();
      return respond(fault_response(500, "the file could not be read"));
    }
    file_->keep_alive(keep_alive_);
    file_->content_length(file_->body().size());
    stream_.expires_after(kFileTime);
    http::async_write(stream_, *file_,
                      [self = shared_from_this()](Fail fail, size_t) { self->on_written(fail); });
  }

  void on_written(Fail fail) {
    file_.reset();
    message_.reset();
    response_ = {};
    request_ = {};
    if (fail) return stream_.close();
    if (keep_alive_ && !world_.io.stopped()) return wait();
    linger();
  }

  // Says goodbye and reads what the client still sends for a moment, so that it can read why.
  void linger() {
    Fail ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    stream_.expires_after(kStopGrace);
    drain();
  }

  void drain() {
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(4096), [self = shared_from_this()](Fail fail, size_t) {
      fail ? self->stream_.close() : self->drain();
    });
  }

  // From here on the client is a live page: only we write; a read tells that it is gone.
  void open_live() {
    message_->keep_alive(false);
    serializer_.emplace(*message_);
    http::async_write_header(stream_, *serializer_, [self = shared_from_this()](Fail fail, size_t) {
      if (fail) return self->stream_.close();
      self->stream_.expires_never();
      self->watch();
      self->response_.stream(self);
      self->response_.stream = nullptr;
    });
  }

  void watch() {
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(512), [self = shared_from_this()](Fail fail, size_t) {
      if (!fail) return self->watch();
      self->closed_ = true;
      self->stream_.close();
    });
  }

  void write_live() {
    stream_.expires_after(kStallTime);  // of the write; the read that watches has no end
    asio::async_write(stream_, asio::buffer(*queue_.front()),
                      [self = shared_from_this()](Fail fail, size_t) {
                        if (fail) {
                          self->closed_ = true;
                          self->queue_.clear();
                          return self->stream_.close();
                        }
                        self->unsent_ -= self->queue_.front()->size();
                        self->queue_.pop_front();
                        if (!self->queue_.empty()) self->write_live();
                      });
  }

  HttpServer::World& world_;
  std::string peer_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  Request request_;
  Responder::Plan plan_;
  std::optional<Share> share_;
  bool is_head_ = false, keep_alive_ = false;
  Response response_;
  std::optional<http::response<http::span_body<const char>>> message_;
  std::optional<http::response_serializer<http::span_body<const char>>> serializer_;
  std::optional<http::response<http::file_body>> file_;
  std::deque<std::shared_ptr<const std::string>> queue_;
  std::atomic<size_t> unsent_{0};
  std::atomic<bool> closed_{false};
};

}  // namespace

void serve_client(tcp::socket socket, HttpServer::World& world) {
  std::make_shared<Connection>(std::move(socket), world)->run();
}

}  // namespace qs::service
