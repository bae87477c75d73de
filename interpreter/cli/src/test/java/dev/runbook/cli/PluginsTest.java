package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jars of other people: a good one is enough, a bad one is named, and its failure is not ours. */
final class PluginsTest {

  private static final String NAMES = "META-INF/services/" + ServiceProvider.class.getName();

  private static final String RUNBOOK =
      """
      use bell

      runbook rings "It rings" {
        step one "The first" {
          check bell.tone() == "ding"
        }
      }
      """;

  @TempDir Path folder;

  private String runbook = "";

  @BeforeEach
  void write() throws IOException {
    Files.createDirectory(folder.resolve("plugins"));
    runbook = Ran.file(folder, "rings.rb4", RUNBOOK);
  }

  @Test
  void aJarInTheFolderIsEnough() throws IOException {
    provider("return \"ding\";");

    Ran ran = run();

    assertThat(ran.exit()).as(ran.all()).isZero();
    assertThat(ran.err()).contains("pass: bell.tone()");
  }

  @ParameterizedTest
  @CsvSource({
    "throw new IllegalStateException(\"no\");, service() failed with",
    "return null;,                             service() gives null",
  })
  void aProviderThatFailsIsBlamedByTheNameOfItsJar(String service, String words)
      throws IOException {
    compile(service, "return \"\";", "return null;");
    jar("Bell");

    Ran ran = run();

    assertThat(ran.isRefusal()).as(ran.all()).isTrue();
    assertThat(ran.err()).contains("The plug-in", "bell.jar", words, "Remove it");
  }

  @Test
  void aDeclarationThatFailsIsThePluginsFault() throws IOException {
    compile("return \"bell\";", "throw new IllegalStateException(\"no\");", "return null;");
    jar("Bell");

    Ran ran = run();

    assertThat(ran.isRefusal()).as(ran.all()).isTrue();
    assertThat(ran.err()).contains("bell.jar", "declaration() failed with");
  }

  @Test
  void aClientThatThrowsFailsTheRunAndNotTheProgram() throws IOException {
    provider("throw new IllegalStateException(\"cracked\");");

    Ran ran = run();

    assertThat(ran.exit()).as(ran.all()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.all()).contains("The plug-in of bell failed in tone", "cracked");
    assertThat(ran.hasTrace()).isFalse();
  }

  @Test
  void whatIsNoJarIsNamed() throws IOException {
    Files.writeString(folder.resolve("plugins/bell.jar"), "no jar");

    assertThat(run().err()).contains("bell.jar", "no jar that can be read", "Remove it");
    assertThat(run().isRefusal()).isTrue();
  }

  @Test
  void aJarWithoutAProviderIsNamed() throws IOException {
    try (ZipOutputStream jar =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("plugins/bell.jar")))) {
      jar.putNextEntry(new ZipEntry("nothing"));
    }

    assertThat(run().err()).contains("bell.jar", "names no service provider");
  }

  @Test
  void aProviderThatIsNotInTheJarIsNamed() throws IOException {
    compile("return \"bell\";", "return \"\";", "return null;");
    jar("Gong");

    assertThat(run().isRefusal()).isTrue();
    assertThat(run().err()).contains("bell.jar", "cannot be loaded", "Gong");
  }

  @Test
  void aServiceThatIsThereAlreadyIsNamed() throws IOException {
    compile("return \"jenkins\";", "return \"\";", "return null;");
    jar("Bell");

    assertThat(run().err()).contains("bell.jar", "`jenkins`, which is there already");
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Ran ran = Ran.command("run", runbook, "--plugins", "nowhere", "--yes");

    assertThat(ran.isRefusal()).isTrue();
    assertThat(ran.err()).contains("no folder `nowhere`");
  }

  private Ran run() {
    return Ran.command("run", runbook, "--plugins", folder.resolve("plugins").toString(), "--yes");
  }

  /** A provider whose declaration is right, with a stand-in so that its client is asked. */
  private void provider(String perform) throws IOException {
    String declaration =
        "return \"service bell {\\n  read tone(): text up to 5s {\\n"
            + "    by hand \\\"Listen.\\\"\\n  }\\n}\\n\";";
    compile("return \"bell\";", declaration, perform);
    jar("Bell");
  }

  private void compile(String service, String declaration, String perform) throws IOException {
    String source =
        """
        import dev.runbook.spi.*;
        public class Bell implements ServiceProvider {
          public String service() { %s }
          public String declaration() { %s }
          public ServiceClient connect(Connection connection) {
            return (action, arguments, call) -> { %s };
          }
          public java.util.Optional<StandIn> standIn(World world) {
            return java.util.Optional.of(request -> StandIn.Reply.text(200, ""));
          }
        }
        """
            .formatted(service, declaration, perform);
    Path file = Files.writeString(folder.resolve("Bell.java"), source);
    String path = System.getProperty("java.class.path");
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", path, "-d", folder.toString(), file.toString());
    assertThat(exit).isZero();
  }

  private void jar(String provider) throws IOException {
    try (ZipOutputStream jar =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("plugins/bell.jar")))) {
      jar.putNextEntry(new ZipEntry("Bell.class"));
      jar.write(Files.readAllBytes(folder.resolve("Bell.class")));
      jar.putNextEntry(new ZipEntry(NAMES));
      jar.write(provider.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }
}
