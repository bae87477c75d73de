import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNConfigSet;
import org.antlr.v4.runtime.atn.ATNDeserializer;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.LexerATNSimulator;
import org.antlr.v4.runtime.atn.LexerAction;
import org.antlr.v4.runtime.atn.LexerPopModeAction;
import org.antlr.v4.runtime.atn.LexerPushModeAction;
import org.antlr.v4.runtime.atn.LexerTypeAction;
import org.antlr.v4.runtime.atn.OrderedATNConfigSet;
import org.antlr.v4.runtime.atn.PredictionContextCache;
import org.antlr.v4.runtime.atn.Transition;
import org.antlr.v4.runtime.dfa.DFA;
import org.antlr.v4.runtime.dfa.DFAState;
import org.antlr.v4.runtime.misc.Interval;

/**
 * Works out the automaton of the lexer's grammar, all of it, with ANTLR's own simulator, and writes
 * it as tables: at run time ANTLR finds its states one by one, at each start anew. Run from source,
 * by the build:
 *
 * <pre>
 * java LexerTables.java RunbookLexer.interp LexerTables.java
 * </pre>
 */
class LexerTables extends LexerATNSimulator {

  /** What stands for every unit beyond ASCII: the grammar tells nothing there apart. */
  private static final char BEYOND_ASCII = 0x7f;

  private static final CharStream NOTHING = CharStreams.fromString("");

  private final List<DFAState> states = new ArrayList<>();
  private final Map<DFAState, Integer> numbers = new LinkedHashMap<>();

  private LexerTables(ATN atn) {
    super(atn, dfas(atn), new PredictionContextCache());
  }

  private static DFA[] dfas(ATN atn) {
    DFA[] dfas = new DFA[atn.getNumberOfDecisions()];
    Arrays.setAll(dfas, decision -> new DFA(atn.getDecisionState(decision), decision));
    return dfas;
  }

  public static void main(String[] args) throws IOException {
    List<String> interp = Files.readAllLines(Path.of(args[0]));
    String serialized = interp.getLast();
    int[] numbers =
        Arrays.stream(serialized.substring(1, serialized.length() - 1).split(", "))
            .mapToInt(Integer::parseInt)
            .toArray();
    String made = new LexerTables(new ATNDeserializer().deserialize(numbers)).tables(words(interp));
    Path out = Path.of(args[1]);
    // A file that is the same is left alone, so that nothing is compiled again for it.
    if (!Files.exists(out) || !Files.readString(out).equals(made)) {
      Files.writeString(out, made);
    }
  }

  /** The words of the language, in the order of their types, the first of which is STEP. */
  private static List<String> words(List<String> interp) {
    int symbols = interp.indexOf("token symbolic names:") + 1;
    int first = interp.subList(symbols, interp.size()).indexOf("STEP") + symbols;
    int last = interp.subList(symbols, interp.size()).indexOf("ZONE") + symbols;
    return interp.subList(first, last + 1).stream()
        .map(name -> name.toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }

  private String tables(List<String> words) {
    char[] shown = shown();
    List<Character> classes = new ArrayList<>();
    StringBuilder classOf = new StringBuilder();
    for (char unit : shown) {
      if (!classes.contains(unit)) {
        classes.add(unit);
      }
      classOf.append((char) classes.indexOf(unit));
    }
    StringBuilder starts = new StringBuilder();
    for (int at = 0; at < atn.modeToStartState.size(); at++) {
      mode = at;
      starts.append(
          (char) number(addDFAState(computeStartState(NOTHING, atn.modeToStartState.get(at)))));
    }
    StringBuilder next = new StringBuilder("\0".repeat(classes.size()));
    for (int at = 0; at < states.size(); at++) {
      for (char unit : classes) {
        next.append((char) step(states.get(at), unit));
      }
    }
    StringBuilder types = new StringBuilder("\0");
    StringBuilder modes = new StringBuilder("\0");
    for (DFAState state : states) {
      types.append((char) (state.isAcceptState ? type(state) : 0));
      modes.append((char) (state.isAcceptState ? mode(state) : 0));
    }
    if (states.size() > 255) {
      throw new IllegalStateException(states.size() + " states do not fit into a byte each");
    }
    return """
    package dev.runbook.parse;

    /** The automaton of RunbookLexer.g4, as the build has worked it out. */
    final class LexerTables {

      private LexerTables() {}

      /** The words of the language, in the order of their types. */
      static final String WORDS = %s;

      /** For each unit up to U+007F the first of those that are the same to the grammar. */
      static final String SHOWN = %s;

      /** For each unit up to U+007F its column in NEXT. */
      static final String COLUMN = %s;

      static final int COLUMNS = %d;

      /** For each mode the state in which a token begins. */
      static final String START = %s;

      /** For each state a row: the next state for each column, or 0. */
      static final String NEXT = %s;

      /** For each state the type of the token that may end in it, or 0. */
      static final String TYPE = %s;

      /** For each state what its token does to the mode: 0 nothing, 1 back, 2 + MODE into that one. */
      static final String MODE = %s;
    }
    """
        .formatted(
            literal(String.join(" ", words)),
            literal(new String(shown)),
            literal(classOf),
            classes.size(),
            literal(starts),
            literal(next),
            literal(types),
            literal(modes));
  }

  /** All from one bound of the grammar's sets of characters up to the next are the same to it. */
  private char[] shown() {
    boolean[] bounds = new boolean[BEYOND_ASCII + 1];
    for (ATNState state : atn.states) {
      for (Transition transition : state.getTransitions()) {
        if (transition.label() != null) {
          for (Interval interval : transition.label().getIntervals()) {
            bounds[Math.clamp(interval.a, 0, BEYOND_ASCII)] = true;
            bounds[Math.clamp(interval.b + 1, 0, BEYOND_ASCII)] = true;
          }
        }
      }
    }
    char[] shown = new char[BEYOND_ASCII + 1];
    char first = 0;
    for (char unit = 0; unit <= BEYOND_ASCII; unit++) {
      first = bounds[unit] || unit == BEYOND_ASCII ? unit : first;
      shown[unit] = first;
    }
    return shown;
  }

  private int number(DFAState state) {
    return numbers.computeIfAbsent(
        state,
        unknown -> {
          states.add(unknown);
          return states.size();
        });
  }

  private int step(DFAState from, char unit) {
    ATNConfigSet reach = new OrderedATNConfigSet();
    getReachableConfigSet(NOTHING, from.configs, reach, unit);
    return reach.isEmpty() ? 0 : number(addDFAState(reach));
  }

  private static int type(DFAState state) {
    int type = state.prediction;
    for (LexerAction action : actions(state)) {
      if (action instanceof LexerTypeAction retype) {
        type = retype.getType();
      }
    }
    return type;
  }

  private static int mode(DFAState state) {
    int mode = 0;
    for (LexerAction action : actions(state)) {
      mode =
          switch (action) {
            case LexerTypeAction _ -> mode;
            case LexerPopModeAction _ -> 1;
            case LexerPushModeAction push -> 2 + push.getMode();
            default -> throw new IllegalStateException("the tables know no " + action);
          };
    }
    return mode;
  }

  private static LexerAction[] actions(DFAState state) {
    return state.lexerActionExecutor == null
        ? new LexerAction[0]
        : state.lexerActionExecutor.getLexerActions();
  }

  private static String literal(CharSequence text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (unit < ' ' || unit > '~' || unit == '"' || unit == '\\') {
        literal.append("\\%03o".formatted((int) unit));
      } else {
        literal.append(unit);
      }
    }
    return literal.append('"').toString();
  }
}
