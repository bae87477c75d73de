package dev.runbook.stdlib.exchange;

import dev.runbook.spi.ServiceFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Trust in the certificates of a file, beside those that the JDK trusts. */
final class Certificates {

  private Certificates() {}

  /**
   * @param file certificates as PEM, one after the other
   * @throws ServiceFailure (unavailable) where the file cannot be read
   */
  static X509TrustManager trusted(Path file) throws ServiceFailure {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int count = 0;
      for (X509Certificate known : manager(null).getAcceptedIssuers()) {
        store.setCertificateEntry("known-" + count++, known);
      }
      for (Certificate own : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("own-" + count++, own);
      }
      return manager(store);
    } catch (IOException | GeneralSecurityException unreadable) {
      throw ServiceFailure.unavailable(
          "The certificates in %s cannot be read: correct `certificates` in the profile, or SSL_CERT_FILE."
              .formatted(file),
          unreadable);
    }
  }

  private static X509TrustManager manager(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }

  static SSLSocketFactory sockets(X509TrustManager trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
