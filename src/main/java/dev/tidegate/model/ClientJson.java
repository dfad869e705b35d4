package dev.tidegate.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * JSON texts from clients. They are UTF-8, nothing else: a parser that detects the encoding would
 * read UTF-16 where the rest of the gateway counts and splits bytes, and a lenient decoder would
 * take an overlong sequence for the character that a filter in front of the gateway looks for.
 */
public final class ClientJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .configure(JsonFactory.Feature.CHARSET_DETECTION, false)
          .build();

  /** Parts of the parser's messages that describe its source and its settings. */
  private static final Pattern INTERNALS =
      Pattern.compile("Source: [^;\\]]*; |, from `[^`]*`|:? ?enable `[^`]*` to allow");

  private ClientJson() {}

  /**
   * Checks that a text is UTF-8.
   *
   * @param pointer of the text in the request, for the error
   * @return the text without a byte order mark
   * @throws InvalidInputException {@code invalid_json}, with the offset of the first byte that is
   *     not UTF-8
   */
  public static byte[] text(byte[] bytes, String pointer) {
    boolean marked =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    byte[] text = marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
    if (!isAscii(text)) {
      ByteBuffer in = ByteBuffer.wrap(text);
      try {
        StandardCharsets.UTF_8.newDecoder().decode(in);
      } catch (CharacterCodingException e) {
        throw new InvalidInputException(
            ErrorCode.INVALID_JSON, pointer, "is not UTF-8 at byte " + in.position());
      }
    }
    return text;
  }

  /**
   * Creates a parser that rejects duplicate members.
   *
   * @param text returned by {@link #text}
   */
  public static JsonParser parser(byte[] text) throws IOException {
    return FACTORY.createParser(text);
  }

  /**
   * Returns the error of a text that is not JSON.
   *
   * @param pointer of the text in the request
   * @param fault thrown by the parser
   */
  public static InvalidInputException invalid(String pointer, IOException fault) {
    String message =
        fault instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : fault.getMessage();
    String reason = INTERNALS.matcher(String.valueOf(message)).replaceAll("");
    return new InvalidInputException(ErrorCode.INVALID_JSON, pointer, "is not JSON: " + reason);
  }

  private static boolean isAscii(byte[] text) {
    int all = 0;
    for (byte each : text) {
      all |= each;
    }
    return all >= 0;
  }
}
