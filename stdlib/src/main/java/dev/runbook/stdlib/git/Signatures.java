package dev.runbook.stdlib.git;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.process.Subprocess;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who signed a tag, in the words that GnuPG has for machines. */
final class Signatures {

  /** By what they say of the signature; the first that is there counts. */
  private static final Map<String, String> WORDS = words();

  private static final Pattern STATUS =
      Pattern.compile("(?m)^\\[GNUPG:] (\\w+) ([0-9A-Fa-f]+)(?: (.*))?$");
  private static final Pattern SSH =
      Pattern.compile("(?m)^Good \"git\" signature for (.+) with \\S+ key (\\S+)");
  private static final List<String> NONE =
      List.of("no signature found", "cannot verify a non-tag object");

  private final GitCommand git;

  Signatures(GitCommand git) {
    this.git = git;
  }

  Map<String, Object> verify(GitTag tag) throws ServiceFailure, InterruptedException {
    String purpose = "verify the tag " + tag.name();
    Subprocess.Result result =
        git.look(purpose, "verify-tag", "--raw", "--", GitNames.object(tag.object()));
    String said = result.errors();
    if (NONE.stream().anyMatch(said::contains)) {
      return record("unsigned", "", "");
    }
    Matcher ssh = SSH.matcher(said + result.output());
    if (result.exit() == 0 && ssh.find()) {
      return record("good", ssh.group(1), ssh.group(2));
    }
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      Matcher status = STATUS.matcher(said);
      while (status.find()) {
        if (status.group(1).equals(word.getKey())) {
          boolean named = !word.getValue().equals("unknown-key") && status.group(3) != null;
          return record(word.getValue(), named ? status.group(3) : "", status.group(2));
        }
      }
    }
    throw ServiceFailure.unreadable(
        "Git was asked to %s and does not say how it is signed (%s): look with `git verify-tag`."
            .formatted(purpose, result.lastError()),
        null);
  }

  private static Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("BADSIG", "bad");
    words.put("REVKEYSIG", "revoked");
    words.put("EXPKEYSIG", "expired");
    words.put("EXPSIG", "expired");
    words.put("ERRSIG", "unknown-key");
    words.put("GOODSIG", "good");
    return words;
  }

  private static Map<String, Object> record(String signature, String signer, String key) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("signature", signature);
    record.put("signer", signer.replaceAll("\\p{C}+", " ").strip());
    record.put("key", key);
    return record;
  }
}
