package dev.tidegate.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;

/** Files of order lines, in ISO-8859-1 as older exports are. */
final class OrderFiles {
  private static final String HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final List<String> CODES =
      List.of("85123A", "85123a", "POST", "BANK CHARGES", "_GIFT", "DOT.", "£5/VOUCHER", "~odd~*+");
  private static final List<String> NAMES =
      List.of("", "  ", "TEA LIGHTS", "\"HOLDER, WHITE, \"\"LARGE\"\"\"", "£1 CAFÉ MUG", "lost ?");
  private static final List<String> PRICES =
      List.of("2.55", "2.55", "2.55", "1.115", "0.0", "-11062.06", "0.004", "3", "0.125");

  /** Whole lines that are not order lines. */
  private static final List<String> BROKEN =
      List.of(
          "",
          "536365,85123A,TOO FEW,6",
          "536365,85123A,TOO, MANY,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
          "536365,85123A,\"NOT CLOSED,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
          "536365,85123A,NO QUANTITY,,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
          "536365,85123A,HALF,0.5,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
          "536365,85123A,NO DAY,6,2010-12-32 08:26:00,2.55,17850.0,United Kingdom",
          "536365,85123A,NO PRICE,6,2010-12-01 08:26:00,,17850.0,United Kingdom",
          "536365,,NO CODE,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom");

  private OrderFiles() {}

  static Path of(Path file, String... lines) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    add(out, HEADER);
    for (String line : lines) {
      add(out, line);
    }
    return Files.write(file, out.toByteArray());
  }

  /** The same each time, with all the dirt that real ones have and some more. */
  static Path dirty(Path file, int lines) throws IOException {
    Random random = new Random(85123);
    LocalDateTime time = LocalDateTime.of(2010, 12, 1, 8, 26);
    String[] all = new String[lines];
    for (int i = 0; i < lines; i++) {
      time = time.plusSeconds(random.nextInt(120));
      all[i] = random.nextInt(25) == 0 ? pick(random, BROKEN) : order(random, time);
    }
    return of(file, all);
  }

  private static String order(Random random, LocalDateTime time) {
    String code = random.nextInt(3) == 0 ? pick(random, CODES) : "2" + (1000 + random.nextInt(250));
    return String.join(
        ",",
        "5" + random.nextInt(10_000),
        code,
        pick(random, NAMES),
        Long.toString(quantity(random)),
        DATE.format(time),
        pick(random, PRICES),
        "",
        "EIRE");
  }

  private static long quantity(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> 0;
      case 1 -> -random.nextInt(20);
      case 2 -> random.nextInt(400);
      default -> random.nextInt(12);
    };
  }

  private static String pick(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static void add(ByteArrayOutputStream out, String line) {
    out.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }
}
