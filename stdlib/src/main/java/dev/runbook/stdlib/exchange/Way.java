package dev.runbook.stdlib.exchange;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The way to a server, and in words how it broke.
 *
 * @param next whom we connect to: the server, or the proxy before it
 * @param through the same in words, where it is a proxy
 */
record Way(URI wanted, String next, String through) {

  static Way to(URI wanted) {
    return new Way(wanted, String.valueOf(wanted.getRawAuthority()), "");
  }

  /** As whom we speak to the proxy is nobody's business. */
  static Way through(URI proxy, URI wanted) {
    String next = proxy.getHost() + (proxy.getPort() < 0 ? "" : ":" + proxy.getPort());
    return new Way(wanted, "the proxy " + next, ", through the proxy " + next);
  }

  String broken(IOException how) {
    String host = wanted.getHost();
    return switch (how) {
      case UnknownHostException unknown when through.isEmpty() ->
          "the name " + host + " is not known";
      case UnknownHostException unknown -> "the name of " + next + " is not known";
      case ConnectException refused -> "nothing accepts connections at " + next;
      case SSLPeerUnverifiedException other ->
          "the certificate that was shown is not that of " + host + through;
      case SSLException expired when isOf(CertificateExpiredException.class, expired) ->
          "the certificate of " + host + " has expired";
      case SSLException unknown when isOf(CertPathBuilderException.class, unknown) ->
          "the certificate of %s is signed by nobody whom we trust: name whom to trust by `certificates` in the profile, or by SSL_CERT_FILE"
              .formatted(host);
      case SSLException tls -> "no secure connection to " + host + " could be made" + through;
      case InterruptedIOException late -> "no answer in time" + through;
      default -> "the connection to " + host + " broke" + through;
    };
  }

  private static boolean isOf(Class<? extends Throwable> kind, Throwable how) {
    Throwable cause = how;
    while (cause != null && !kind.isInstance(cause)) {
      cause = cause.getCause();
    }
    return cause != null;
  }
}
