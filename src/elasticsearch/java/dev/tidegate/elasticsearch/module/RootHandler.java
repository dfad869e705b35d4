package dev.tidegate.elasticsearch.module;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.elasticsearch.Build;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.cluster.node.DiscoveryNodes;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestChannel;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestRequest.Method;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;
import org.elasticsearch.xcontent.XContentBuilder;

/** {@code GET /} and {@code HEAD /}: which clients use to see whom they talk to, and to ping. */
final class RootHandler extends BaseRestHandler {
  private final Supplier<DiscoveryNodes> nodes;

  RootHandler(Supplier<DiscoveryNodes> nodes) {
    this.nodes = nodes;
  }

  @Override
  public String getName() {
    return "root";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(Method.GET, "/"), new Route(Method.HEAD, "/"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    return this::answer;
  }

  private void answer(RestChannel channel) throws IOException {
    try (XContentBuilder json = channel.newBuilder()) {
      json.startObject();
      json.field("name", nodes.get().getLocalNode().getName());
      json.startObject("version").field("number", Build.current().version()).endObject();
      json.field("tagline", "You Know, for Search");
      json.endObject();
      channel.sendResponse(new RestResponse(RestStatus.OK, json));
    }
  }
}
