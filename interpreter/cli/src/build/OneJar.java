import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Puts the program and its libraries into one jar. Whoever looks for services, or for a class that
 * is not there, opens every jar of the class path: twenty of them were a tenth of a check's time.
 *
 * <p>On the way, classes become such that start fast from a class cache. Two kinds do not:
 *
 * <ul>
 *   <li>classes in the format of Java 5 are left out of it, as they lack the tables that newer
 *       verifiers read; picocli has hundreds of them. So they get these tables, and the number of a
 *       format that has them;
 *   <li>switches over types, and the methods of records, are made by the JVM at their first use,
 *       and JDK 25 cannot keep what it made. In our own classes they become plain code, see {@link
 *       PlainCode}.
 * </ul>
 */
final class OneJar {

  private static final String SERVICES = "META-INF/services/";

  /**
   * Where JLine finds how to talk to a terminal; without it, it takes every terminal for a dumb
   * one.
   */
  private static final String TERMINALS = "META-INF/jline/";

  /** Equal for equal content, because the class cache knows the jar by its bytes. */
  private static final LocalDateTime ANY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final ClassFile files;

  private OneJar(ClassLoader all) {
    this.files =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(all)));
  }

  /** The first jar is the program, whose manifest counts. */
  static void write(List<Path> jars, Path to) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    try (URLClassLoader all = new URLClassLoader(urls.toArray(URL[]::new))) {
      OneJar one = new OneJar(all);
      one.entries.put(JarFile.MANIFEST_NAME, manifest(jars.getFirst()));
      for (Path jar : jars) {
        one.add(jar);
      }
      write(one.entries, to);
    }
  }

  private static byte[] manifest(Path program) throws IOException {
    try (JarFile jar = new JarFile(program.toFile())) {
      Manifest manifest = jar.getManifest();
      manifest.getMainAttributes().remove(Attributes.Name.CLASS_PATH);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      manifest.write(out);
      return out.toByteArray();
    }
  }

  private void add(Path file) throws IOException {
    // Of a class that is there for several Java versions, the one for ours.
    try (JarFile jar = new JarFile(file.toFile(), false, JarFile.OPEN_READ, Runtime.version())) {
      for (JarEntry entry : jar.versionedStream().toList()) {
        String name = name(entry.getName(), file);
        if (!entry.isDirectory() && !isLeftOut(name)) {
          byte[] bytes = read(jar, entry);
          entries.merge(
              name,
              name.endsWith(".class") ? renew(bytes, name) : bytes,
              name.startsWith(SERVICES) ? OneJar::joined : (first, second) -> first);
        }
      }
    }
  }

  /**
   * Every jar has its own licence, under the same name; what a library looks up stays where it
   * looks.
   */
  private static String name(String entry, Path jar) {
    boolean shared =
        !entry.startsWith("META-INF/") || entry.startsWith(SERVICES) || entry.startsWith(TERMINALS);
    return shared || entry.equals(JarFile.MANIFEST_NAME)
        ? entry
        : entry.replaceFirst("META-INF/", "META-INF/" + jar.getFileName() + "/");
  }

  private static boolean isLeftOut(String name) {
    return name.equals(JarFile.MANIFEST_NAME) || name.endsWith("module-info.class");
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.write('\n');
    both.writeBytes(second);
    return both.toByteArray();
  }

  private byte[] renew(byte[] old, String name) {
    boolean ours = name.startsWith("dev/runbook/");
    int major = (old[6] & 0xff) << 8 | old[7] & 0xff;
    if (!ours && major >= ClassFile.JAVA_6_VERSION) {
      return old;
    }
    ClassModel model = files.parse(old);
    if (ours) {
      return PlainCode.isIn(model) ? files.transformClass(model, new PlainCode(model)) : old;
    }
    // Code that goes through a transformation is written anew, and the tables with it.
    ClassTransform code = ClassTransform.transformingMethodBodies(CodeBuilder::with);
    ClassTransform version = OneJar::withNewerVersion;
    try {
      return files.transformClass(model, version.andThen(code));
    } catch (IllegalArgumentException e) {
      // It speaks of a library that it can do without, as those for Eclipse do: it only starts more
      // slowly.
      return old;
    }
  }

  private static void withNewerVersion(ClassBuilder builder, ClassElement element) {
    if (element instanceof ClassFileVersion) {
      builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
    } else {
      builder.with(element);
    }
  }

  private static byte[] read(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private static void write(Map<String, byte[]> entries, Path to) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry file = new ZipEntry(entry.getKey());
        file.setTimeLocal(ANY_TIME);
        out.putNextEntry(file);
        out.write(entry.getValue());
      }
    }
  }
}
