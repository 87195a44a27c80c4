// HTTP(S) POST by Beast, one connection per notice: notices are few.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <charconv>

#include "base/json.h"
#include "edge/notify/notifier.h"

namespace qs::notify {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::use_awaitable;

constexpr uint64_t kLongestAnswer = 64 * 1024;

struct Url {
  bool tls = false;
  std::string host, port, target;
};

Result<Url> parse_url(std::string_view text) {
  auto wrong = [&](std::string_view why) {
    return fail(fmt::format("the webhook address '{}' {}", text, why));
  };
  Url url;
  auto rest = text;
  url.tls = rest.starts_with("https://");
  if (!url.tls && !rest.starts_with("http://")) return wrong("is neither http nor https");
  rest.remove_prefix(url.tls ? 8 : 7);
  auto is_plain = [](unsigned char c) { return c > ' ' && c < 127; };
  if (!std::all_of(rest.begin(), rest.end(), is_plain)) return wrong("has a forbidden character");
  auto slash = std::min(rest.find('/'), rest.size());
  auto authority = rest.substr(0, slash);
  url.target = slash == rest.size() ? "/" : std::string(rest.substr(slash));
  auto colon = authority.find(':');
  url.host = authority.substr(0, colon);
  if (url.host.empty() || url.host.find('@') != url.host.npos) return wrong("has no host");
  url.port = url.tls ? "443" : "80";
  if (colon == authority.npos) return url;
  url.port = authority.substr(colon + 1);
  unsigned port = 0;
  auto [end, fault] = std::from_chars(url.port.data(), url.port.data() + url.port.size(), port);
  bool whole = end == url.port.data() + url.port.size();
  if (fault != std::errc{} || !whole || port == 0 || port > 65535) return wrong("has no such port");
  return url;
}

// WeCom and DingTalk answer 200 and say in the body that they refused.
Report read_answer(const http::response<http::string_body>& answer) {
  auto status = answer.result_int();
  // A gateway that failed may have passed the notice on; "unavailable" says that it has not.
  bool unknown = status >= 500 && status != 503;
  if (status < 200 || status > 299)
    return {unknown ? Delivery::uncertain : Delivery::refused,
            fmt::format("answered with status {}", status)};
  auto body = Json::parse(answer.body(), nullptr, false);
  if (!body.is_object() || !body.contains("errcode") || body["errcode"] == 0)
    return {Delivery::delivered, {}};
  return {Delivery::refused, fmt::format("refused: {}", answer.body().substr(0, 200))};
}

class WebhookNotifier : public Notifier {
 public:
  WebhookNotifier(Webhook webhook, Url url) : webhook_(std::move(webhook)), url_(std::move(url)) {
    tls_.set_default_verify_paths();
    tls_.set_verify_mode(asio::ssl::verify_peer);
  }

  Report send(const Message& message) override {
    http::request<http::string_body> request{http::verb::post, url_.target, 11};
    request.set(http::field::host, url_.host);
    request.set(http::field::user_agent, "qingshan");
    request.set(http::field::content_type, "application/json; charset=utf-8");
    request.body() = body_of(webhook_.shape, message);
    request.prepare_payload();

    asio::io_context io;
    Report report;
    begun_ = false;
    asio::co_spawn(io, post(request),
                   [&](std::exception_ptr fault, Report r) { report = fault ? lost(fault) : r; });
    io.run();
    return report;
  }

 private:
  using Request = http::request<http::string_body>;

  Report lost(std::exception_ptr fault) const {
    auto delivery = begun_ ? Delivery::uncertain : Delivery::refused;
    try {
      std::rethrow_exception(fault);
    } catch (const std::exception& e) {
      return {delivery, e.what()};
    }
  }

  asio::awaitable<Report> post(const Request& request) {
    auto executor = co_await asio::this_coro::executor;
    asio::ip::tcp::resolver resolver(executor);
    auto found = co_await resolver.async_resolve(url_.host, url_.port, use_awaitable);
    beast::ssl_stream<beast::tcp_stream> stream(executor, tls_);
    auto& tcp = beast::get_lowest_layer(stream);
    tcp.expires_after(webhook_.timeout);  // for all that follows
    co_await tcp.async_connect(found, use_awaitable);
    if (!url_.tls) co_return co_await exchange(tcp, request);
    if (!SSL_set_tlsext_host_name(stream.native_handle(), url_.host.c_str()))
      co_return Report{Delivery::refused, "the host name does not fit TLS"};
    stream.set_verify_callback(asio::ssl::host_name_verification(url_.host));
    co_await stream.async_handshake(asio::ssl::stream_base::client, use_awaitable);
    co_return co_await exchange(stream, request);
  }

  template <class Stream>
  asio::awaitable<Report> exchange(Stream& stream, const Request& request) {
    begun_ = true;
    co_await http::async_write(stream, request, use_awaitable);
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(kLongestAnswer);
    co_await http::async_read(stream, buffer, parser, use_awaitable);
    co_return read_answer(parser.get());
  }

  Webhook webhook_;
  Url url_;
  asio::ssl::context tls_{asio::ssl::context::tls_client};
  bool begun_ = false;  // from here on it may have been delivered
};

}  // namespace

Result<std::unique_ptr<Notifier>> open_webhook(const Webhook& webhook) {
  auto url = parse_url(webhook.url);
  if (!url) return tl::unexpected(url.error());
  return std::make_unique<WebhookNotifier>(webhook, std::move(*url));
}

}  // namespace qs::notify
