package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody sees in an incident, screen by screen, with the program as it is shipped. With
 * {@code -Dscreens.update} the screens are written anew, and it fails all the same: whoever does
 * that has to look at them.
 */
final class ScreensIT {

  private static final Path SCREENS = Launched.ROOT.resolve("interpreter/cli/src/test/screens");
  private static final String FAILED = "[sandbox] failed>";

  @TempDir Path folder;

  private final List<Pane> panes = new ArrayList<>();
  private final List<String> written = new ArrayList<>();
  private String name = "";
  private int number;

  @BeforeEach
  void isPossible() throws InterruptedException {
    assumeTrue(Pane.isPossible(), "tmux is not installed, so nobody can sit at a terminal here");
  }

  @AfterEach
  void close() throws IOException, InterruptedException {
    for (Pane open : panes) {
      open.close();
    }
  }

  private Pane open(String screens, int columns, String command)
      throws IOException, InterruptedException {
    name = screens;
    Pane pane = new Pane(folder, command, columns, 24);
    panes.add(pane);
    return pane;
  }

  /** A world in which the canary throws, at a place that is called the same on every machine. */
  private static String throwing() throws IOException {
    String known = "title: \"TimeoutError: a known one\", first-seen: 30d }\n";
    String world = Files.readString(Launched.ROOT.resolve("runbooks/deploy-prod.world.yaml"));
    assertThat(world).contains(known);
    String place = "interpreter/cli/target/throwing.world.yaml";
    Files.writeString(
        Launched.ROOT.resolve(place),
        world.replace(
            known,
            known
                + "    - { project: balrog-public, title: \"KeyError: release\", appears: 6m }\n"));
    return place;
  }

  @Test
  void anIncident() throws IOException, InterruptedException {
    Pane pane =
        open(
            "incident",
            80,
            "./runbook run runbooks/deploy-prod.rb4 --tag v3.20 --as alice --step --world "
                + throwing()
                + " --state "
                + folder.resolve("state"));
    sees(pane, "[sandbox] step>");
    pane.answer("go");
    sees(pane, "leave, stop, or help>");
    pane.answer("help");
    sees(pane, "leave, stop, or help>");
    pane.answer("v3.20");
    sees(pane, "leave, stop, or help>");
    pane.type("Enter");
    sees(pane, FAILED);
    pane.answer("sentry.new-issues(env.sentry-projects, since: canary.at)");
    sees(pane, FAILED);
    pane.answer("note a KeyError on the canary");
    sees(pane, FAILED);
    pane.answer("escalate");
    sees(pane, "stop, or help>");
    pane.answer("yes");
    sees(pane, FAILED);
    pane.answer("timeline");
    sees(pane, FAILED);
    pane.answer("undo the canary throws");
    sees(pane, "leave, stop, or help>");
    pane.answer("production");
    sees(pane, "[sandbox] step>");
    pane.answer("go");
    sees(pane, "leave, stop, or help>");
    pane.answer("production");
    sees(pane, "exit 4");
    finish();
  }

  /** A window beside another one, or a telephone. */
  @Test
  void aNarrowWindow() throws IOException, InterruptedException {
    Pane pane =
        open(
            "narrow",
            40,
            "./runbook run runbooks/deploy-prod.rb4 --tag v3.20 --as alice --world " + throwing());
    sees(pane, "stop, or help>");
    pane.answer("v3.20");
    sees(pane, "stop, or help>");
    pane.resize(80, 24);
    pane.answer("details");
    sees(pane, "stop, or help>");
    finish();
  }

  private void sees(Pane pane, String last) throws IOException, InterruptedException {
    number++;
    // The digits that tell two runs of a minute apart.
    String screen = pane.still(last).replaceAll("(-deploy-prod-)[0-9a-f]{4}", "$1XXXX");
    Path file = SCREENS.resolve("%s-%02d.txt".formatted(name, number));
    if (System.getProperty("screens.update") != null) {
      Files.createDirectories(SCREENS);
      Files.writeString(file, screen);
      written.add(file.getFileName().toString());
    } else {
      assertThat(screen).as("%s; to update: -Dscreens.update", file).isEqualTo(read(file));
    }
  }

  private static String read(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }

  /** As many as there were, and none that nobody compares. */
  private void finish() throws IOException {
    if (!written.isEmpty()) {
      fail("written anew, look at them and run it without -Dscreens.update: " + written);
    }
    try (Stream<Path> kept = Files.list(SCREENS)) {
      assertThat(kept.filter(file -> file.getFileName().toString().startsWith(name + "-")))
          .hasSize(number);
    }
  }
}
