package dev.runbook.cli;

import dev.runbook.rehearsal.Verdict;
import java.io.StringWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** As JUnit writes it, which every CI system reads: a suite for each file. */
final class JunitTestReport implements TestReport {

  @Override
  public void print(
      List<TestCommand.Ran> ran, List<String> without, Duration took, Console console) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      counts(ran, took, xml);
      Map<String, List<TestCommand.Ran>> suites =
          ran.stream()
              .collect(
                  Collectors.groupingBy(
                      TestCommand.Ran::file, LinkedHashMap::new, Collectors.toList()));
      for (Map.Entry<String, List<TestCommand.Ran>> suite : suites.entrySet()) {
        suite(suite.getKey(), suite.getValue(), xml);
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException(impossible);
    }
    console.result(text.toString());
  }

  private static void counts(List<TestCommand.Ran> ran, Duration took, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeAttribute("tests", String.valueOf(ran.size()));
    xml.writeAttribute("failures", String.valueOf(TestReport.failed(ran)));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("time", TestReport.seconds(took));
  }

  private static void suite(String file, List<TestCommand.Ran> ran, XMLStreamWriter xml)
      throws XMLStreamException {
    Duration sum = Duration.ZERO;
    for (TestCommand.Ran one : ran) {
      sum = sum.plus(one.took());
    }
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", allowed(file));
    counts(ran, sum, xml);
    xml.writeAttribute("skipped", "0");
    for (TestCommand.Ran one : ran) {
      xml.writeCharacters("\n    ");
      xml.writeStartElement("testcase");
      xml.writeAttribute("name", allowed(one.verdict().trial().title()));
      xml.writeAttribute("classname", allowed(file));
      xml.writeAttribute("time", TestReport.seconds(one.took()));
      if (!one.verdict().passed()) {
        failure(one.verdict(), xml);
      }
      xml.writeEndElement();
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  /** All of a test's failures are one element: the schema allows no more than one. */
  private static void failure(Verdict verdict, XMLStreamWriter xml) throws XMLStreamException {
    xml.writeCharacters("\n      ");
    xml.writeStartElement("failure");
    xml.writeAttribute("message", allowed("expected " + verdict.failures().getFirst().expected()));
    xml.writeAttribute("type", "expectation");
    StringBuilder text = new StringBuilder();
    for (Verdict.Failure failure : verdict.failures()) {
      text.append(verdict.trial().source().name())
          .append(':')
          .append(TestReport.line(verdict.trial(), failure.span()))
          .append(": expected ")
          .append(failure.expected())
          .append('\n');
      failure.found().forEach(line -> text.append("  but ").append(line).append('\n'));
    }
    Stories.of(verdict.events()).forEach(line -> text.append(line).append('\n'));
    xml.writeCharacters(allowed(text.toString()));
    xml.writeEndElement();
    xml.writeCharacters("\n    ");
  }

  /** XML has no way to say most control characters. */
  private static String allowed(String text) {
    return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "�");
  }
}
