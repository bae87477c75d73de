package dev.runbook.evaluate;

import dev.runbook.check.Effects;
import dev.runbook.check.Facts;
import dev.runbook.check.Identity;
import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.value.Value;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What all parts of the evaluator share during one run. */
final class Context {

  final Program program;
  final Facts facts;
  final Effects effects;
  final Identity identity;
  final Door door;
  final ZoneId zone;
  final Symbol.Runbook runbook;
  private final Map<String, Value> parameters;
  private final EffectKeys keys;

  /** A wait asks again and again at the same place. */
  private final Map<String, String> made = new ConcurrentHashMap<>();

  final Interrupts interrupts = new Interrupts();
  final Undos undos;
  final Invariants invariants;
  final Expressions expressions;
  final Actions actions;
  final Prompts prompts;
  final Waits waits;
  final Statements statements;

  Context(
      Program program,
      Symbol.Runbook runbook,
      Door door,
      ZoneId zone,
      Map<String, Value> parameters) {
    this.program = program;
    this.facts = program.facts();
    this.effects = new Effects(program.modules(), facts);
    this.identity = new Identity(effects);
    this.door = door;
    this.zone = zone;
    this.runbook = runbook;
    this.parameters = new LinkedHashMap<>(parameters);
    this.keys = new EffectKeys(runbook.name(), door.now());
    this.undos = new Undos(this);
    this.invariants = new Invariants(this);
    this.expressions = new Expressions(this);
    this.actions = new Actions(this);
    this.prompts = new Prompts(this);
    this.waits = new Waits(this);
    this.statements = new Statements(this);
  }

  void parameter(String name, Value value) {
    parameters.put(name, value);
  }

  Map<String, Value> parameters() {
    return parameters;
  }

  /** What a parameter of the run's own runbook was given. */
  Value parameter(String name) {
    return parameters.getOrDefault(name, Value.NONE);
  }

  /** The key of an effect at a place. */
  String key(Frame frame) {
    String attempt = frame.manner().attempt();
    return made.computeIfAbsent(frame.path() + "\n" + attempt, _ -> keys.of(frame.path(), attempt));
  }
}
