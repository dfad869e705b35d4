package dev.tidegate.model;

import java.util.regex.Pattern;

/** Loopback addresses and host names. */
public final class Loopback {
  private static final Pattern ADDRESS = Pattern.compile("127(\\.\\d{1,3}){3}|::1|0:0:0:0:0:0:0:1");

  private static final Pattern NAME = Pattern.compile("(.*\\.)?localhost");

  private Loopback() {}

  /** Returns whether an IP address, without brackets, is a loopback address. */
  public static boolean isAddress(String address) {
    return ADDRESS.matcher(address).matches();
  }

  /**
   * Returns whether a host in lower case is a loopback address or a name that browsers resolve to
   * one: {@code localhost} and its subdomains. Other resolvers may ask DNS for a subdomain.
   *
   * @param host a name or an IP address, the latter with or without brackets
   */
  public static boolean isHost(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return NAME.matcher(host).matches()
        || isAddress(bracketed ? host.substring(1, host.length() - 1) : host);
  }
}
