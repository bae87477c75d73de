import dev.runbook.parse.Parsed;
import dev.runbook.parse.Reading;
import dev.runbook.source.Source;
import dev.runbook.source.Span;
import dev.runbook.spi.ServiceProvider;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;

/**
 * Reads the declarations of the services that come with the program, and writes each as a class
 * that makes its tree: every command needs some of them, and to read them anew at each start takes
 * its time. Run from source, by the build:
 *
 * <pre>
 * java ReadDeclarations.java FOLDER
 * </pre>
 */
class ReadDeclarations {

  /** Nodes that one method makes at most; a method has a largest size. */
  private static final int NODES = 200;

  private final StringBuilder methods = new StringBuilder();
  private int count;

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]).resolve("dev/runbook/shipped");
    Files.createDirectories(folder);
    StringBuilder cases = new StringBuilder();
    List<ServiceProvider> providers =
        ServiceLoader.load(ServiceProvider.class).stream()
            .map(Provider::get)
            .sorted(Comparator.comparing(ServiceProvider::service))
            .toList();
    for (ServiceProvider provider : providers) {
      String type = "Service" + providers.indexOf(provider);
      cases
          .append("      case ")
          .append(literal(provider.service()))
          .append(" -> ")
          .append(type)
          .append(".tree();\n");
      write(folder.resolve(type + ".java"), new ReadDeclarations().service(type, provider));
    }
    write(
        folder.resolve("Shipped.java"),
        """
        package dev.runbook.shipped;

        import dev.runbook.syntax.SourceFile;
        import java.util.List;
        import org.jspecify.annotations.Nullable;

        /** The declarations of the services that come with the program, as the build has read them. */
        public final class Shipped {

          private Shipped() {}

          /** The names of the services. */
          public static List<String> services() {
            return List.of(%s);
          }

          /** The declaration of a service, anew at each call; null for one that does not come with the program. */
          public static @Nullable SourceFile declaration(String service) {
            return switch (service) {
        %s      default -> null;
            };
          }
        }
        """
            .formatted(
                String.join(", ", providers.stream().map(one -> literal(one.service())).toList()),
                cases));
    write(
        folder.resolve("package-info.java"),
        """
        /** Made by the build: what it has read so that no start has to. */
        @NullMarked
        package dev.runbook.shipped;

        import org.jspecify.annotations.NullMarked;
        """);
  }

  /** Leaves a file alone that is the same, so that nothing is compiled again for it. */
  private static void write(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.writeString(file, text);
    }
  }

  private String service(String type, ServiceProvider provider) {
    Source source = new Source(provider.service() + ".rb4 (service)", provider.declaration());
    Parsed parsed = Reading.parse(source);
    if (!parsed.diagnostics().isEmpty()) {
      throw new IllegalStateException(provider.service() + ": " + parsed.diagnostics());
    }
    String declarations = value(parsed.tree().declarations(), List.class);
    return """
    package dev.runbook.shipped;

    import dev.runbook.source.Source;
    import dev.runbook.source.Span;
    import dev.runbook.syntax.SourceFile;
    import java.util.List;

    final class %s {

      private %s() {}

      static SourceFile tree() {
        String text = %s;
        return new SourceFile(new Source(%s, text), %s, new Span(0, text.length()));
      }

      private static Span at(int offset, int length) {
        return new Span(offset, length);
      }
    %s}
    """
        .formatted(
            type, type, literal(source.text()), literal(source.name()), declarations, methods);
  }

  private String value(Object value, Class<?> type) {
    return switch (value) {
      case null -> "(" + type.getCanonicalName() + ") null";
      case Span span -> "at(" + span.offset() + ", " + span.length() + ")";
      case String text -> literal(text);
      case Boolean truth -> truth.toString();
      case Integer number -> number.toString();
      case Enum<?> constant ->
          constant.getDeclaringClass().getCanonicalName() + "." + constant.name();
      case List<?> list -> {
        List<String> elements = new ArrayList<>();
        list.forEach(element -> elements.add(value(element, Object.class)));
        yield "List.of(" + String.join(", ", elements) + ")";
      }
      case Record node -> node(node);
      default -> throw new IllegalStateException("no way to write a " + value.getClass());
    };
  }

  private String node(Record node) {
    List<String> components = new ArrayList<>();
    for (RecordComponent component : node.getClass().getRecordComponents()) {
      components.add(value(component(node, component), component.getType()));
    }
    String type = node.getClass().getCanonicalName();
    String made = "new " + type + "(" + String.join(", ", components) + ")";
    if (made.split("new |at\\(", -1).length < NODES) {
      return made;
    }
    String name = "part" + count++;
    methods.append(
        "\n  private static %s %s() {\n    return %s;\n  }\n".formatted(type, name, made));
    return name + "()";
  }

  private static Object component(Record node, RecordComponent component) {
    try {
      return component.getAccessor().invoke(node);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String literal(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (char unit : text.toCharArray()) {
      switch (unit) {
        case '\n' -> literal.append("\\n");
        case '\r' -> literal.append("\\r");
        case '\t' -> literal.append("\\t");
        case '"', '\\' -> literal.append('\\').append(unit);
        default -> {
          if (unit < ' ' || unit > '~') {
            literal.append("\\u%04x".formatted((int) unit));
          } else {
            literal.append(unit);
          }
        }
      }
    }
    return literal.append('"').toString();
  }
}
