package imc.api;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The one spelling of an IPv6 address (RFC 5952); two spellings mean the same host (RFC 5954 §4). */
final class Ipv6 {

    private static final int GROUPS = 8;

    private Ipv6() {
    }

    /**
     * An address as RFC 5952 writes it: lower case, no leading zeros, the longest run of zeros as {@code ::}, and a
     * mapped IPv4 address with its four numbers (§5).
     *
     * @param text without brackets
     * @return null for what is no IPv6 address
     */
    static @Nullable String canonical(String text) {
        int[] groups = groups(text);
        return groups == null ? null : text(groups);
    }

    private static int @Nullable [] groups(String text) {
        int gap = text.indexOf("::");
        int[] head = side(gap < 0 ? text : text.substring(0, gap), gap < 0);
        int[] tail = gap < 0 ? new int[0] : side(text.substring(gap + 2), true);
        if (head == null || tail == null) {
            return null;
        }
        int count = head.length + tail.length;
        if (gap < 0 ? count != GROUPS : count >= GROUPS) {
            return null;
        }
        int[] groups = Arrays.copyOf(head, GROUPS);
        System.arraycopy(tail, 0, groups, GROUPS - tail.length, tail.length);
        return groups;
    }

    /** @param last whether this is the end of the address, where four numbers may stand */
    private static int @Nullable [] side(String text, boolean last) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        int[] ipv4 = last ? ipv4(parts[parts.length - 1]) : null;
        int count = ipv4 == null ? parts.length : parts.length - 1;
        int[] groups = new int[count];
        for (int i = 0; i < count; i++) {
            groups[i] = number(parts[i], 4, 16);
            if (groups[i] < 0) {
                return null;
            }
        }
        if (ipv4 == null) {
            return groups;
        }
        int[] all = Arrays.copyOf(groups, count + 2);
        all[count] = ipv4[0] << 8 | ipv4[1];
        all[count + 1] = ipv4[2] << 8 | ipv4[3];
        return all;
    }

    private static int @Nullable [] ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        int[] numbers = new int[4];
        if (parts.length != numbers.length) {
            return null;
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(parts[i], 3, 10);
            if (numbers[i] < 0 || numbers[i] > 255) {
                return null;
            }
        }
        return numbers;
    }

    /** Negative for what is none. */
    private static int number(String text, int longest, int radix) {
        if (text.isEmpty() || text.length() > longest) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), radix) : -1;
            if (digit < 0) {
                return -1;
            }
            number = number * radix + digit;
        }
        return number;
    }

    private static String text(int[] groups) {
        int start = 0;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        if (start == 0 && length == 5 && groups[5] == 0xFFFF) {
            return "::ffff:" + (groups[6] >> 8) + '.' + (groups[6] & 0xFF) + '.' + (groups[7] >> 8) + '.'
                    + (groups[7] & 0xFF);
        }
        return length == 1 ? text(groups, 0, GROUPS)
                : text(groups, 0, start) + "::" + text(groups, start + length, GROUPS);
    }

    private static String text(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
