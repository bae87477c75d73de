package dev.runbook.docs;

import dev.runbook.plan.Plan;
import java.util.List;

/** A format of pages. */
public interface Format {

  /** Of the names of its files. */
  String ending();

  String write(Plan plan, Links links);

  /** What the page of a plan is called. */
  static String title(Plan plan) {
    return PageMaker.title(plan);
  }

  /** A page of a folder, for its table of contents. */
  record Entry(String title, String address, Plan plan) {}

  /** The page from which all others of a folder are found. */
  String index(String title, List<Entry> entries);
}
