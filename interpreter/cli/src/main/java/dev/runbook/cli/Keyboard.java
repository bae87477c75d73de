package dev.runbook.cli;

/** What somebody types. */
interface Keyboard extends AutoCloseable {

  /**
   * The next line.
   *
   * @param question stands in front of the cursor
   */
  String read(String question);

  /** The same with help for who types, where there is any. */
  String read(String question, Aids aids);

  /**
   * What Ctrl-C does where nothing is asked.
   *
   * @return what it did before
   */
  Runnable onInterrupt(Runnable work);

  @Override
  void close();
}
