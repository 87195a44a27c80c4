// A server for tests: one connection, in a thread of its own.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <functional>
#include <thread>

namespace qs::notify {

class Talk {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  explicit Talk(std::function<void(Talk&)> script)
      : acceptor_(io_, {boost::asio::ip::address_v4::loopback(), 0}),
        thread_([this, script = std::move(script)] {
          socket_ = acceptor_.accept();
          script(*this);
          boost::system::error_code fault;
          socket_.shutdown(Socket::shutdown_both, fault);
        }) {}
  ~Talk() { join(); }
  void join() {
    if (thread_.joinable()) thread_.join();
  }
  uint16_t port() const { return acceptor_.local_endpoint().port(); }

  // Up to and with `end`, or what came before the connection ended; all of it is kept in `heard`.
  std::string hear(const std::string& end) {
    boost::system::error_code fault;
    auto size = boost::asio::read_until(socket_, buffer_, end, fault);
    if (fault) size = buffer_.size();
    std::string text(boost::asio::buffers_begin(buffer_.data()),
                     boost::asio::buffers_begin(buffer_.data()) + static_cast<ptrdiff_t>(size));
    buffer_.consume(size);
    heard += text;
    return text;
  }
  void say(const std::string& text) {
    boost::system::error_code fault;
    boost::asio::write(socket_, boost::asio::buffer(text), fault);
  }
  std::string heard;  // after join()

 private:
  boost::asio::io_context io_;
  boost::asio::ip::tcp::acceptor acceptor_;
  Socket socket_{io_};
  boost::asio::streambuf buffer_;
  std::thread thread_;
};

}  // namespace qs::notify
