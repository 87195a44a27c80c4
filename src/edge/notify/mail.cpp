#include <curl/curl.h>

#include <mutex>

#include "edge/notify/mail_text.h"

namespace qs::notify {
namespace {

// What is still to be handed to the server.
struct Upload {
  std::string_view left;
  bool begun = false;  // the server asked for the text

  static size_t read(char* to, size_t size, size_t count, void* self) {
    auto& upload = *static_cast<Upload*>(self);
    upload.begun = true;
    auto taken = upload.left.copy(to, size * count);
    upload.left.remove_prefix(taken);
    return taken;
  }
};

struct EndCurl {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

bool is_here(const std::string& host) {
  return host == "localhost" || host == "127.0.0.1";
}

class MailNotifier : public Notifier {
 public:
  explicit MailNotifier(MailServer server) : server_(std::move(server)) {}

  std::string_view address_field() const override { return "email"; }

  Report send(const Message& message) override {
    if (!is_address(message.to)) return {Delivery::refused, "what the person has is no address"};
    std::unique_ptr<CURL, EndCurl> curl(curl_easy_init());
    std::unique_ptr<curl_slist, EndCurl> to(
        curl_slist_append(nullptr, fmt::format("<{}>", message.to).c_str()));
    if (!curl || !to) return {Delivery::refused, "no memory"};
    auto text = mail_text(server_.from, message);
    Upload upload{text};
    set_up(curl.get(), to.get(), upload);
    auto code = curl_easy_perform(curl.get());
    if (code == CURLE_OK) return {Delivery::delivered, {}};
    long reply = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &reply);
    // A server that has the text and says nothing may have taken it.
    bool unknown = upload.begun && reply < kFault;
    return {unknown ? Delivery::uncertain : Delivery::refused,
            fmt::format("{} (last reply {})", curl_easy_strerror(code), reply)};
  }

 private:
  static constexpr long kFault = 400;  // RFC 5321: replies from here on refuse

  void set_up(CURL* curl, curl_slist* to, Upload& upload) const {
    using enum MailServer::Security;
    auto scheme = server_.security == tls ? "smtps" : "smtp";
    auto set = [&](CURLoption option, auto value) { curl_easy_setopt(curl, option, value); };
    set(CURLOPT_URL,
        fmt::format("{}://{}:{}/qingshan", scheme, server_.host, server_.port).c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_USE_SSL,
        static_cast<long>(server_.security == none ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    if (!server_.user.empty()) {
      set(CURLOPT_USERNAME, server_.user.c_str());
      set(CURLOPT_PASSWORD, server_.password.c_str());
    }
    set(CURLOPT_MAIL_FROM, fmt::format("<{}>", server_.from).c_str());
    set(CURLOPT_MAIL_RCPT, to);
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &Upload::read);
    set(CURLOPT_READDATA, &upload);
    set(CURLOPT_TIMEOUT, static_cast<long>(server_.timeout.count()));
    set(CURLOPT_NOSIGNAL, 1L);  // other threads are at work
  }

  MailServer server_;
};

}  // namespace

Result<std::unique_ptr<Notifier>> open_mail(MailServer server) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  if (!is_address(server.from)) return fail("from is no address");
  if (server.host.empty() || server.host.find_first_of("/@: \r\n") != std::string::npos)
    return fail("host is no name of a server");
  if (server.security == MailServer::Security::none && !is_here(server.host))
    return fail("security none is for a server on this machine");
  return std::make_unique<MailNotifier>(std::move(server));
}

}  // namespace qs::notify
