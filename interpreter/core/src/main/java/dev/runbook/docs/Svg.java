package dev.runbook.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** A flow as a picture. Where the boxes stand and the arrows go is the layout library's to say. */
final class Svg {

  private static final int WIDEST = 26;
  private static final double LETTER = 7.3;
  private static final double LINE = 17;
  private static final double EDGE = 14;

  static {
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
  }

  private final Flow flow;
  private final StringBuilder out = new StringBuilder();
  private final Map<Integer, ElkNode> nodes = new HashMap<>();
  private final Map<Flow.Arrow, ElkEdge> edges = new HashMap<>();

  private Svg(Flow flow) {
    this.flow = flow;
  }

  static String of(Flow flow) {
    return new Svg(flow).draw();
  }

  private String draw() {
    ElkNode graph = layOut();
    out.append(
        String.format(
            Locale.ROOT,
            "<svg class=\"flow\" xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\""
                + " height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\">",
            graph.getWidth(),
            graph.getHeight(),
            graph.getWidth(),
            graph.getHeight()));
    out.append(
        "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\""
            + " markerHeight=\"7\" orient=\"auto\"><path class=\"tip\" d=\"M0,0 L8,4 L0,8"
            + " z\"/></marker></defs>");
    flow.arrows().forEach(this::arrow);
    flow.boxes().forEach(this::box);
    return out.append("</svg>").toString();
  }

  private ElkNode layOut() {
    ElkNode graph = ElkGraphUtil.createGraph();
    graph.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    graph.setProperty(LayeredOptions.DIRECTION, Direction.DOWN);
    graph.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    graph.setProperty(
        LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE, 24.0);
    graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 28.0);
    for (Flow.Box box : flow.boxes()) {
      ElkNode node = ElkGraphUtil.createNode(graph);
      List<String> lines = lines(box.text());
      int longest = Math.max(longest(lines), longest(lines(box.below())));
      int count = lines.size() + (box.below().isEmpty() ? 0 : lines(box.below()).size());
      boolean wide = box.shape() == Flow.Shape.DECISION;
      node.setDimensions(longest * LETTER + 2 * EDGE + (wide ? 30 : 0), count * LINE + 16);
      nodes.put(box.id(), node);
    }
    for (Flow.Arrow arrow : flow.arrows()) {
      ElkEdge edge = ElkGraphUtil.createSimpleEdge(node(arrow.from()), node(arrow.to()));
      if (!arrow.text().isEmpty()) {
        ElkLabel label = ElkGraphUtil.createLabel(arrow.text(), edge);
        label.setDimensions(arrow.text().length() * 6.4 + 6, 15);
      }
      edges.put(arrow, edge);
    }
    new RecursiveGraphLayoutEngine().layout(graph, new BasicProgressMonitor());
    return graph;
  }

  private ElkNode node(int id) {
    ElkNode node = nodes.get(id);
    if (node == null) {
      throw new IllegalStateException("an arrow without a box: " + id);
    }
    return node;
  }

  private static int longest(List<String> lines) {
    return lines.stream().mapToInt(String::length).max().orElse(0);
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + word.length() >= WIDEST) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  private void arrow(Flow.Arrow arrow) {
    ElkEdge edge = edges.get(arrow);
    if (edge == null) {
      return;
    }
    for (ElkEdgeSection section : edge.getSections()) {
      out.append(
          String.format(
              Locale.ROOT,
              "<path class=\"arrow\" marker-end=\"url(#tip)\" d=\"M%.1f,%.1f",
              section.getStartX(),
              section.getStartY()));
      for (ElkBendPoint bend : section.getBendPoints()) {
        out.append(String.format(Locale.ROOT, " L%.1f,%.1f", bend.getX(), bend.getY()));
      }
      out.append(
          String.format(Locale.ROOT, " L%.1f,%.1f\"/>", section.getEndX(), section.getEndY()));
    }
    for (ElkLabel label : edge.getLabels()) {
      out.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"back\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
              label.getX(),
              label.getY(),
              label.getWidth(),
              label.getHeight()));
      double middle = label.getX() + label.getWidth() / 2;
      text(arrow.text(), middle, label.getY() + 11.5, "small");
    }
  }

  private void box(Flow.Box box) {
    ElkNode at = node(box.id());
    boolean linked = !box.anchor().isEmpty();
    out.append(linked ? "<a href=\"#" + Html.escaped(box.anchor()) + "\">" : "");
    outline(box.shape(), at);
    double middle = at.getX() + at.getWidth() / 2;
    double y = at.getY() + 20;
    for (String line : lines(box.text())) {
      text(line, middle, y, "");
      y += LINE;
    }
    for (String line : box.below().isEmpty() ? List.<String>of() : lines(box.below())) {
      text(line, middle, y, "small");
      y += LINE;
    }
    out.append(linked ? "</a>" : "");
  }

  private void outline(Flow.Shape shape, ElkNode at) {
    double round =
        switch (shape) {
          case END -> at.getHeight() / 2;
          case STEP, GATE -> 6;
          case DEPLOYMENT, FORK -> 0;
          case DECISION -> -1;
        };
    String kind =
        switch (shape) {
          case STEP, DEPLOYMENT -> "box";
          case GATE -> "box gate";
          case DECISION -> "decision";
          case FORK -> "fork";
          case END -> "end";
        };
    if (round < 0) {
      double x = at.getX();
      double y = at.getY();
      double w = at.getWidth();
      double h = at.getHeight();
      out.append(
          String.format(
              Locale.ROOT,
              "<polygon class=\"%s\" points=\"%.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f"
                  + " %.1f,%.1f\"/>",
              kind,
              x + 14,
              y,
              x + w - 14,
              y,
              x + w,
              y + h / 2,
              x + w - 14,
              y + h,
              x + 14,
              y + h,
              x,
              y + h / 2));
    } else {
      out.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\""
                  + " rx=\"%.1f\"/>",
              kind,
              at.getX(),
              at.getY(),
              at.getWidth(),
              at.getHeight(),
              round));
    }
  }

  private void text(String text, double x, double y, String kind) {
    String style = kind.isEmpty() ? "" : " class=\"" + kind + "\"";
    out.append(String.format(Locale.ROOT, "<text%s x=\"%.1f\" y=\"%.1f\">", style, x, y));
    out.append(Html.escaped(text)).append("</text>");
  }
}
