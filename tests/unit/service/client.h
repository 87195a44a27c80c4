// A plain TCP client for tests of the real socket.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <string>
#include <string_view>

namespace qs::service::testing {

class Client {
 public:
  explicit Client(uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    timeval patience{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool connected() const { return connected_; }

  bool send(std::string_view text) {
    while (!text.empty()) {
      auto n = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (n <= 0) return false;
      text.remove_prefix(static_cast<size_t>(n));
    }
    return true;
  }

  // Everything up to and with `mark`; what came when the other side closed or nothing came.
  std::string until(std::string_view mark) {
    for (;;) {
      if (auto at = kept_.find(mark); at != std::string::npos) return take(at + mark.size());
      if (!receive()) return take(kept_.size());
    }
  }
  std::string rest() {
    while (receive()) {
    }
    return take(kept_.size());
  }
  // One response with a Content-Length.
  std::string response() {
    auto head = until("\r\n\r\n");
    constexpr std::string_view kLength = "Content-Length: ";
    size_t length = 0;
    if (auto at = head.find(kLength); at != std::string::npos)
      std::from_chars(head.data() + at + kLength.size(), head.data() + head.size(), length);
    while (kept_.size() < length && receive()) {
    }
    return head + take(length);
  }

 private:
  bool receive() {
    char bytes[16384];
    auto n = ::recv(socket_, bytes, sizeof bytes, 0);
    if (n <= 0) return false;
    kept_.append(bytes, static_cast<size_t>(n));
    return true;
  }
  std::string take(size_t count) {
    auto out = kept_.substr(0, count);
    kept_.erase(0, count);
    return out;
  }

  int socket_;
  bool connected_ = false;
  std::string kept_;
};

}  // namespace qs::service::testing
