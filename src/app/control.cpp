#include "app/control.h"

#include <boost/asio.hpp>
#include <thread>

namespace qs::app {
namespace {

namespace asio = boost::asio;
using Local = asio::local::stream_protocol;

std::string socket_path(const std::filesystem::path& data) {
  return (data / "control").string();
}

// Reads one line, without its end.
std::string read_line(Local::socket& socket) {
  std::string line;
  boost::system::error_code fault;
  asio::read_until(socket, asio::dynamic_buffer(line, kMaxControlBytes), '\n', fault);
  if (auto end = line.find('\n'); end != std::string::npos) line.resize(end);
  return line;
}

}  // namespace

class ControlSocket::Loop {
 public:
  Loop(const std::filesystem::path& data, Answer answer)
      : path_(socket_path(data)), answer_(std::move(answer)), acceptor_(io_) {
    std::filesystem::remove(path_);
    acceptor_.open();
    acceptor_.bind(Local::endpoint(path_));
    std::filesystem::permissions(
        path_, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    acceptor_.listen();
    accept();
    thread_ = std::thread([this] { io_.run(); });
  }

  ~Loop() {
    io_.stop();
    thread_.join();
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }

 private:
  void accept() {
    acceptor_.async_accept([this](boost::system::error_code fault, Local::socket socket) {
      if (fault) return;
      boost::system::error_code gone;
      asio::write(socket, asio::buffer(answer_(read_line(socket)) + "\n"), gone);
      accept();
    });
  }

  std::string path_;
  Answer answer_;
  asio::io_context io_{1};
  Local::acceptor acceptor_;
  std::thread thread_;
};

Result<std::unique_ptr<ControlSocket>> ControlSocket::listen(const std::filesystem::path& data,
                                                             Answer answer) {
  try {
    return std::unique_ptr<ControlSocket>(
        new ControlSocket(std::make_unique<Loop>(data, std::move(answer))));
  } catch (const std::exception& e) {
    return fail(e.what(), socket_path(data));
  }
}

ControlSocket::ControlSocket(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}
ControlSocket::~ControlSocket() = default;

Result<std::string> ask_server(const std::filesystem::path& data, const std::string& request) {
  try {
    asio::io_context io;
    Local::socket socket(io);
    socket.connect(Local::endpoint(socket_path(data)));
    asio::write(socket, asio::buffer(request + "\n"));
    return read_line(socket);
  } catch (const std::exception& e) {
    return fail(fmt::format("no server runs on this data folder ({})", e.what()), data.string());
  }
}

}  // namespace qs::app
