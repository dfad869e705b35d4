package dev.tidegate.elasticsearch.analysis;

import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.TrimFilter;
import org.apache.lucene.analysis.reverse.ReverseStringFilter;
import org.elasticsearch.index.analysis.PreConfiguredTokenFilter;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * Token filters under the names and with the parameters that every Elasticsearch distribution has,
 * so that one index definition serves the embedded node and a real cluster. The filters are the
 * same Lucene classes; only the module that names them is not published to Maven Central.
 */
public final class AnalysisModule extends Plugin implements AnalysisPlugin {
  @Override
  public List<PreConfiguredTokenFilter> getPreConfiguredTokenFilters() {
    return List.of(
        PreConfiguredTokenFilter.singleton("asciifolding", true, ASCIIFoldingFilter::new),
        PreConfiguredTokenFilter.singleton("decimal_digit", true, DecimalDigitFilter::new),
        PreConfiguredTokenFilter.singleton("kstem", false, KStemFilter::new),
        PreConfiguredTokenFilter.singleton("porter_stem", false, PorterStemFilter::new),
        PreConfiguredTokenFilter.singleton("reverse", true, ReverseStringFilter::new),
        PreConfiguredTokenFilter.singleton("trim", true, TrimFilter::new));
  }

  @Override
  public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
    return Map.of(
        "asciifolding",
        (index, environment, name, settings) -> new AsciiFoldingFactory(name, settings),
        "edge_ngram",
        (index, environment, name, settings) -> new EdgeNGramFactory(name, settings));
  }
}
