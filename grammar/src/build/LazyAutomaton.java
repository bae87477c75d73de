import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets the generated parser read the automaton of its grammar only where somebody asks for it: it
 * takes as long as the reading of a runbook, and where each decision is taken by the next token it
 * serves mistakes only. Run from source, by the build:
 *
 * <pre>
 * java LazyAutomaton.java RunbookParser.java
 * </pre>
 */
class LazyAutomaton {

  private static final String DECISIONS = "\tprotected static final DFA[] _decisionToDFA;\n";

  private static final String MADE = "\tprivate boolean made;\n";

  private static final String GETTER = "public ATN getATN() { return _ATN; }";

  private static final String LAZY_GETTER =
      """
      public ATN getATN() { return Automaton.ATN; }

      \t@Override
      \tpublic ParserATNSimulator getInterpreter() {
      \t\tif (_interp == null && made) {
      \t\t\t_interp = new ParserATNSimulator(this,Automaton.ATN,Automaton.DECISIONS,_sharedContextCache);
      \t\t}
      \t\treturn _interp;
      \t}\
      """;

  private static final String SIMULATOR =
      "\t\t_interp = new ParserATNSimulator(this,_ATN,_decisionToDFA,_sharedContextCache);\n";

  /** The constructor above it asks for the simulator, to reset it: there is none to reset. */
  private static final String NO_SIMULATOR = "\t\tmade = true;\n";

  private static final String AUTOMATON =
      """
      \tpublic static final ATN _ATN =
      \t\tnew ATNDeserializer().deserialize(_serializedATN.toCharArray());
      \tstatic {
      \t\t_decisionToDFA = new DFA[_ATN.getNumberOfDecisions()];
      \t\tfor (int i = 0; i < _ATN.getNumberOfDecisions(); i++) {
      \t\t\t_decisionToDFA[i] = new DFA(_ATN.getDecisionState(i), i);
      \t\t}
      \t}
      """;

  private static final String LAZY_AUTOMATON =
      """
      \tstatic final class Automaton {
      \t\tstatic final ATN ATN =
      \t\t\tnew ATNDeserializer().deserialize(_serializedATN.toCharArray());
      \t\tstatic final DFA[] DECISIONS = new DFA[ATN.getNumberOfDecisions()];
      \t\tstatic {
      \t\t\tfor (int i = 0; i < DECISIONS.length; i++) {
      \t\t\t\tDECISIONS[i] = new DFA(ATN.getDecisionState(i), i);
      \t\t\t}
      \t\t}
      \t}
      """;

  private LazyAutomaton() {}

  public static void main(String[] args) throws IOException {
    Path parser = Path.of(args[0]);
    // As ANTLR wrote it, which it does only where the grammar has changed.
    Path original = parser.resolveSibling(parser.getFileName() + ".original");
    String code = Files.readString(parser);
    if (code.contains(AUTOMATON)) {
      Files.writeString(original, code);
    } else {
      code = Files.readString(original);
    }
    String lazy = replaced(code, DECISIONS, MADE);
    lazy = replaced(lazy, GETTER, LAZY_GETTER);
    lazy = replaced(lazy, SIMULATOR, NO_SIMULATOR);
    lazy = replaced(lazy, AUTOMATON, LAZY_AUTOMATON);
    if (!lazy.equals(Files.readString(parser))) {
      Files.writeString(parser, lazy);
    }
  }

  private static String replaced(String code, String from, String to) {
    int at = code.indexOf(from);
    if (at < 0 || code.indexOf(from, at + 1) >= 0) {
      throw new IllegalStateException("ANTLR's code has another form; it has not once: " + from);
    }
    return code.substring(0, at) + to + code.substring(at + from.length());
  }
}
