package imc.sip.internal.tls;

/**
 * What nobody should read in a log.
 *
 * @param text empty for none
 */
public record Secret(String text) {

    char[] characters() {
        return text.toCharArray();
    }

    /** Says nothing. */
    @Override
    public String toString() {
        return "";
    }
}
