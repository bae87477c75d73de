package dev.runbook.stdlib.bigquery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A query as BigQuery is asked it.
 *
 * @param parameters what stands in it as {@code @name}
 * @param bytes the most that it may read: what is read has to be paid for
 */
record Query(String project, String text, Map<String, String> parameters, long bytes) {

  /** Below the address of BigQuery, in the query's project. */
  String path(String below) {
    return "bigquery/v2/projects/%s/%s".formatted(Uris.encode(project), below);
  }

  ObjectNode configuration() {
    ObjectNode query =
        Json.object()
            .put("query", text)
            .put("useLegacySql", false)
            .put("maximumBytesBilled", String.valueOf(bytes));
    if (!parameters.isEmpty()) {
      ArrayNode named = query.put("parameterMode", "NAMED").putArray("queryParameters");
      parameters.forEach((name, value) -> {
        ObjectNode parameter = named.addObject().put("name", name);
        parameter.putObject("parameterType").put("type", "STRING");
        parameter.putObject("parameterValue").put("value", value);
      });
    }
    return Json.object().set("query", query);
  }

  /** A name for the job that answers this query, the same for the same query and key. */
  String job(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((key + "\n" + project + configuration()).getBytes(StandardCharsets.UTF_8));
      return "runbook_" + HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
