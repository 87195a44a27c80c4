#include "edge/notify/http_client.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <charconv>

namespace qs::notify {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::use_awaitable;

class Exchange {
 public:
  explicit Exchange(const HttpAsk& ask) : ask_(ask) {
    tls_.set_default_verify_paths();
    tls_.set_verify_mode(asio::ssl::verify_peer);
  }

  tl::expected<HttpAnswer, HttpFault> run() {
    auto request = this->request();
    asio::io_context io;
    tl::expected<HttpAnswer, HttpFault> answer;
    asio::co_spawn(io, send(request), [&](std::exception_ptr fault, HttpAnswer got) {
      if (fault)
        answer = tl::unexpected(HttpFault{text_of(fault), begun_});
      else
        answer = std::move(got);
    });
    io.run();
    return answer;
  }

 private:
  using Request = http::request<http::string_body>;

  static std::string text_of(std::exception_ptr fault) {
    try {
      std::rethrow_exception(fault);
    } catch (const std::exception& e) {
      return e.what();
    }
  }

  Request request() const {
    auto verb = ask_.body.empty() ? http::verb::get : http::verb::post;
    Request request{verb, ask_.url.target, 11};
    request.set(http::field::host, ask_.url.host);
    request.set(http::field::user_agent, "qingshan");
    for (const auto& [name, value] : ask_.headers) request.set(name, value);
    request.body() = ask_.body;
    request.prepare_payload();
    return request;
  }

  asio::awaitable<HttpAnswer> send(const Request& request) {
    auto executor = co_await asio::this_coro::executor;
    asio::ip::tcp::resolver resolver(executor);
    auto found = co_await resolver.async_resolve(ask_.url.host, ask_.url.port, use_awaitable);
    beast::ssl_stream<beast::tcp_stream> stream(executor, tls_);
    auto& tcp = beast::get_lowest_layer(stream);
    tcp.expires_after(ask_.timeout);  // for all that follows
    co_await tcp.async_connect(found, use_awaitable);
    if (!ask_.url.tls) co_return co_await exchange(tcp, request);
    if (!SSL_set_tlsext_host_name(stream.native_handle(), ask_.url.host.c_str()))
      throw std::runtime_error("the host name does not fit TLS");
    stream.set_verify_callback(asio::ssl::host_name_verification(ask_.url.host));
    co_await stream.async_handshake(asio::ssl::stream_base::client, use_awaitable);
    co_return co_await exchange(stream, request);
  }

  template <class Stream>
  asio::awaitable<HttpAnswer> exchange(Stream& stream, const Request& request) {
    begun_ = true;
    co_await http::async_write(stream, request, use_awaitable);
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(kLongestAnswer);
    co_await http::async_read(stream, buffer, parser, use_awaitable);
    co_return HttpAnswer{parser.get().result_int(), std::move(parser.get().body())};
  }

  const HttpAsk& ask_;
  asio::ssl::context tls_{asio::ssl::context::tls_client};
  bool begun_ = false;
};

}  // namespace

Result<Url> parse_url(std::string_view text) {
  auto wrong = [&](std::string_view why) {
    return fail(fmt::format("the address '{}' {}", text, why));
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

tl::expected<HttpAnswer, HttpFault> exchange(const HttpAsk& ask) {
  return Exchange(ask).run();
}

}  // namespace qs::notify
