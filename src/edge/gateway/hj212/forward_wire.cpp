#include "edge/gateway/hj212/forward_wire.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

namespace qs::gateway::hj212 {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

bool wait_for(int fd, short events, milliseconds limit) {
  pollfd poll{fd, events, 0};
  return ::poll(&poll, 1, static_cast<int>(limit.count())) > 0;
}

tl::unexpected<Error> fault(const std::string& place) {
  return fail(std::strerror(errno), place);
}

}  // namespace

void Wire::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

Result<void> Wire::connect(const std::string& host, uint16_t port, milliseconds limit) {
  close();
  auto place = fmt::format("{}:{}", host, port);
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (int code = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &found))
    return fail(::gai_strerror(code), place);
  std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(found, &::freeaddrinfo);
  fd_ = ::socket(found->ai_family, found->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd_ < 0) return fault(place);
  if (::connect(fd_, found->ai_addr, found->ai_addrlen) == 0) return {};
  int code = errno;
  if (code == EINPROGRESS) {
    socklen_t size = sizeof code;
    if (!wait_for(fd_, POLLOUT, limit))
      code = ETIMEDOUT;
    else
      ::getsockopt(fd_, SOL_SOCKET, SO_ERROR, &code, &size);
  }
  if (code == 0) return {};
  close();
  return fail(std::strerror(code), place);
}

Result<void> Wire::send(std::string_view bytes, milliseconds limit) {
  auto end = steady_clock::now() + limit;
  while (!bytes.empty()) {
    auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<size_t>(sent));
      continue;
    }
    if (sent < 0 && errno != EAGAIN && errno != EINTR) return fault("send");
    auto left = std::chrono::duration_cast<milliseconds>(end - steady_clock::now());
    if (left.count() <= 0 || !wait_for(fd_, POLLOUT, left)) return fail("the peer does not read");
  }
  return {};
}

Result<std::string> Wire::receive(milliseconds limit) {
  if (!wait_for(fd_, POLLIN, limit)) return std::string();
  std::array<char, 8192> room;
  auto size = ::recv(fd_, room.data(), room.size(), 0);
  if (size > 0) return std::string(room.data(), static_cast<size_t>(size));
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return std::string();
  return size == 0 ? fail("the peer closed") : Result<std::string>(fault("receive"));
}

}  // namespace qs::gateway::hj212
