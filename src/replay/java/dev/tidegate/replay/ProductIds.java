package dev.tidegate.replay;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Documents' ids for stock codes. */
final class ProductIds {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private ProductIds() {}

  /**
   * The code with each character that an id can't have as {@code ~} and two hex digits for each
   * byte of its UTF-8. So are a {@code _} in front and the codes {@code .} and {@code ..}, which an
   * id can't be.
   */
  static String of(String code) {
    boolean dots = code.equals(".") || code.equals("..");
    StringBuilder id = new StringBuilder(code.length() + 8);
    for (byte b : code.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isIdCharacter(c) && !dots && !(c == '_' && id.isEmpty())) {
        id.append(c);
      } else {
        id.append('~').append(HEX.toHexDigits(b));
      }
    }
    return id.toString();
  }

  private static boolean isIdCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "._~-".indexOf(c) >= 0;
  }
}
