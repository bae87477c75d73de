package dev.runbook.stdlib.bigquery;

import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.Setting;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.ToolFiles;
import dev.runbook.spi.World;
import dev.runbook.stdlib.Declaration;
import dev.runbook.stdlib.google.GoogleApi;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Offers the service; loads nothing else until it is connected, because every check instantiates
 * all providers.
 *
 * <p>Credentials are those of every service of Google: setting {@code credentials-file}, or
 * GOOGLE_APPLICATION_CREDENTIALS, names a service account's key or an authorized user's file, whose
 * tokens come from oauth2.googleapis.com, which the profile's hosts have to name; else credential
 * {@code access-token}. They need the roles bigquery.jobUser and bigquery.dataViewer. Setting
 * {@code gigabytes} is the most that one query may read, 10 if not said; setting {@code location}
 * is where the tables are, for which BigQuery is asked if not said.
 */
public final class BigqueryProvider implements ServiceProvider {

  @Override
  public String service() {
    return "bigquery";
  }

  @Override
  public String declaration() {
    return Declaration.beside(BigqueryProvider.class, service());
  }

  @Override
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>(GoogleApi.settings());
    settings.add(Setting.of("gigabytes", "the most that one query may read; else 10"));
    settings.add(Setting.of("location", "where the tables are; else BigQuery is asked"));
    return settings;
  }

  @Override
  public Map<String, String> kept(URI address, ToolFiles files) {
    return GoogleApi.kept(files);
  }

  @Override
  public Optional<URI> address() {
    return Optional.of(URI.create("https://bigquery.googleapis.com/"));
  }

  @Override
  public List<String> lacks(Connection connection) {
    return GoogleApi.lacks(connection);
  }

  @Override
  public ServiceClient connect(Connection connection) {
    return new BigqueryClient(connection);
  }

  @Override
  public Optional<StandIn> standIn(World world) {
    return Optional.of(new BigqueryStandIn(world));
  }
}
