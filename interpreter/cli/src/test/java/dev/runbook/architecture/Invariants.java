package dev.runbook.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import dev.runbook.check.Program;
import dev.runbook.evaluate.Evaluator;
import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The invariants, by the sentences that docs/ARCHITECTURE.md gives them, in its order. The table of
 * packages there is one more.
 */
final class Invariants {

  private static final String PROFILE = "dev.runbook.profile";
  private static final String STATE = "dev.runbook.state";
  private static final String CLI = "dev.runbook.cli";
  private static final String STDLIB = "dev.runbook.stdlib..";
  private static final String SPI = "dev.runbook.spi";
  private static final String EXCHANGE = "dev.runbook.stdlib.exchange";
  private static final String SANDBOX = "dev.runbook.stdlib.sandbox";
  private static final String PROCESS = "dev.runbook.stdlib.process";
  private static final String DOOR = "dev.runbook.door";

  private Invariants() {}

  static Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put(
        "No two packages depend on each other, not through others either.",
        slices().matching("dev.runbook.(**)").should().beFreeOfCycles());
    rules.put("Only `parse` knows ANTLR.", onlyIn("dev.runbook.parse", "org.antlr.."));
    rules.put("Only `cli` knows picocli and JLine.", onlyIn(CLI, "picocli..", "org.jline.."));
    rules.put(
        "`spi` depends on the JDK alone.",
        classes()
            .that()
            .resideInAPackage(SPI)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", SPI, "org.jspecify.annotations"));
    rules.put(
        "The tree is records, and knows what was written and nothing more.",
        classes()
            .that()
            .resideInAPackage("dev.runbook.syntax")
            .should()
            .beRecords()
            .orShould()
            .beInterfaces()
            .orShould()
            .beEnums());
    rules.put(
        "A value is a record.",
        classes()
            .that()
            .areAssignableTo(Value.class)
            .should()
            .beRecords()
            .orShould()
            .beInterfaces());
    rules.put(
        "Only the checker makes a `Program`, and the evaluator takes nothing else.", program());
    rules.put(
        "Only `markdown` and `docs` know commonmark, and only `docs` the layout library.",
        CompositeArchRule.of(onlyIn("dev.runbook.docs", "org.eclipse.."))
            .and(
                outsidePackages("dev.runbook.markdown", "dev.runbook.docs")
                    .dependOnClassesThat()
                    .resideInAPackage("org.commonmark..")));
    rules.put(
        "One class sends effects.",
        outside(
                "dev.runbook.evaluate.Actions",
                "dev.runbook.dry.ReadingServices",
                "dev.runbook.rehearsal.Mortal$Calls",
                "dev.runbook.rehearsal.Troubled$Sight")
            .accessTargetWhere(use("send an effect", "dev.runbook.door.Services", "perform")));
    rules.put(
        "The evaluator knows no binding.",
        noClasses()
            .that()
            .resideOutsideOfPackages(SPI, CLI, PROFILE, STDLIB)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ServiceClient.class, ServiceProvider.class, Connection.class));
    rules.put(
        "Time comes from the run's clock.",
        outside("dev.runbook.door.RealTimeline").accessTargetWhere(clock()));
    rules.put(
        "Nothing is left to chance.",
        outside("dev.runbook.state.RunId")
            .accessTargetWhere(
                owners(
                        "draw a random number",
                        "java.util.Random",
                        "java.util.SplittableRandom",
                        "java.util.concurrent.ThreadLocalRandom",
                        "java.util.random.RandomGenerator",
                        "java.security.SecureRandom")
                    .or(use("draw a random number", "java.lang.Math", "random"))
                    .or(use("draw a random number", "java.util.UUID", "randomUUID"))
                    .or(use("shuffle", "java.util.Collections", "shuffle"))));
    rules.put(
        "Only `cli` touches the terminal, the environment variables and the exit code.",
        outsidePackages(CLI).accessTargetWhere(machine()));
    rules.put("The language opens no file but by `file`.", files());
    rules.put("Only `stdlib.exchange` speaks HTTP.", http());
    rules.put(
        "Only `stdlib.sandbox` opens sockets.",
        outsidePackages(SANDBOX)
            .accessTargetWhere(
                owners(
                    "open a socket",
                    "java.net.Socket",
                    "java.net.ServerSocket",
                    "java.net.DatagramSocket",
                    "java.nio.channels.SocketChannel",
                    "java.nio.channels.ServerSocketChannel",
                    "javax.net.SocketFactory")));
    rules.put(
        "Only `stdlib.process` starts processes.",
        outsidePackages(PROCESS)
            .accessTargetWhere(
                owners("start a process", "java.lang.ProcessBuilder")
                    .or(use("start a process", "java.lang.Runtime", "exec"))));
    rules.put(
        "Only `stdlib.process` and `state` look at processes and end them.",
        outsidePackages(PROCESS, STATE)
            .accessTargetWhere(owners("look at processes", "java.lang.ProcessHandle")));
    rules.put(
        "Threads are started by `door`, `stdlib.sandbox`, `stdlib.process`, `state` and `cli`.",
        outsidePackages(DOOR, SANDBOX, PROCESS, STATE, CLI).accessTargetWhere(threads()));
    rules.put(
        "Only `cli` looks for bindings and loads classes.",
        outsidePackages(CLI)
            .accessTargetWhere(
                owners("load classes", "java.util.ServiceLoader", "java.net.URLClassLoader")
                    .or(use("load classes", "java.lang.Class", "forName"))));
    rules.put(
        "Nothing is serialised by Java.",
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.io\\.(Object(Input|Output)(Stream)?|Externalizable)"));
    return rules;
  }

  private static ArchRule onlyIn(String ours, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(ours)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries);
  }

  private static com.tngtech.archunit.lang.syntax.elements.ClassesShould outside(String... names) {
    DescribedPredicate<JavaClass> others =
        describe(
            "are not " + String.join(", ", names), type -> !Set.of(names).contains(type.getName()));
    return noClasses().that(others).should();
  }

  private static com.tngtech.archunit.lang.syntax.elements.ClassesShould outsidePackages(
      String... packages) {
    return noClasses().that().resideOutsideOfPackages(packages).should();
  }

  /** A use of a method or field of a class, by a call or by a reference. */
  private static DescribedPredicate<JavaAccess<?>> use(String what, String owner, String... names) {
    return describe(
        what,
        access ->
            access.getTargetOwner().isAssignableTo(owner)
                && Set.of(names).contains(access.getTarget().getName()));
  }

  /** Any use of some classes. */
  private static DescribedPredicate<JavaAccess<?>> owners(String what, String... owners) {
    return describe(
        what,
        access ->
            List.of(owners).stream()
                .anyMatch(owner -> access.getTargetOwner().isAssignableTo(owner)));
  }

  private static DescribedPredicate<JavaAccess<?>> clock() {
    return DescribedPredicate.<JavaAccess<?>>describe(
            "ask the machine for the time",
            access ->
                access.getTargetOwner().getPackageName().equals("java.time")
                    && Set.of("now", "systemUTC", "systemDefaultZone", "system")
                        .contains(access.getTarget().getName()))
        .or(use("ask the machine", "java.lang.System", "currentTimeMillis", "nanoTime"))
        .or(use("wait on the machine's time", "java.lang.Thread", "sleep"))
        .or(owners("ask the machine", "java.util.Timer", "java.util.Date"));
  }

  private static DescribedPredicate<JavaAccess<?>> machine() {
    return use("use the terminal", "java.lang.System", "out", "err", "in", "console")
        .or(use("read the environment", "java.lang.System", "getenv", "getProperty"))
        .or(use("end the process", "java.lang.System", "exit"))
        .or(use("end the process", "java.lang.Runtime", "exit", "halt"));
  }

  private static DescribedPredicate<JavaAccess<?>> threads() {
    return use("start a thread", "java.lang.Thread", "<init>", "start", "startVirtualThread")
        .or(use("start a thread", "java.lang.Thread", "ofVirtual", "ofPlatform"))
        .or(
            owners(
                "start a thread",
                "java.util.concurrent.Executors",
                "java.util.concurrent.ForkJoinPool",
                "java.util.concurrent.CompletableFuture"))
        .or(use("start threads", "java.util.Collection", "parallelStream"))
        .or(use("start threads", "java.util.stream.BaseStream", "parallel"));
  }

  /** The language is everything but the program around it and the services. */
  private static ArchRule files() {
    DescribedPredicate<JavaClass> file =
        describe(
            "open files",
            type ->
                type.getPackageName().startsWith("java.nio.file")
                    || type.getPackageName().startsWith("java.nio.channels")
                    || type.getName().matches("java\\.io\\.(File.*|RandomAccessFile)"));
    return noClasses()
        .that()
        .resideOutsideOfPackages(CLI, PROFILE, STATE, STDLIB, SPI, "dev.runbook.file")
        .should()
        .dependOnClassesThat(file);
  }

  private static ArchRule http() {
    return CompositeArchRule.of(onlyIn(EXCHANGE, "okhttp3..", "okio..", "java.net.http.."))
        .and(
            outsidePackages(EXCHANGE)
                .accessTargetWhere(
                    owners("speak HTTP", "java.net.URLConnection")
                        .or(
                            use(
                                "open an address",
                                "java.net.URL",
                                "openConnection",
                                "openStream"))));
  }

  private static ArchRule program() {
    DescribedPredicate<List<JavaClass>> beginsWithProgram =
        describe(
            "a Program first",
            types -> !types.isEmpty() && types.getFirst().isEquivalentTo(Program.class));
    return CompositeArchRule.of(
            constructors().that().areDeclaredIn(Program.class).should().bePackagePrivate())
        .and(
            methods()
                .that()
                .areDeclaredIn(Evaluator.class)
                .and()
                .arePublic()
                .should()
                .haveRawParameterTypes(beginsWithProgram));
  }
}
