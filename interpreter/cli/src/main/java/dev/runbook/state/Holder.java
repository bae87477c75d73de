package dev.runbook.state;

/**
 * Who holds something.
 *
 * @param person for people
 * @param started when the process was, as its system counts: numbers of processes come again
 */
record Holder(String run, String person, Machine machine, long pid, String started) {

  String words() {
    return person + " on " + machine.host() + " (process " + pid + ")";
  }
}
