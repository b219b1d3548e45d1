package imc.sip.internal;

/** How much a test does: usually little, and as much as is asked for by a system property ({@code -D} of Maven). */
public final class Amount {

    private Amount() {
    }

    /** Shows what it comes to, so that nobody believes in a long test that was a short one. */
    public static int of(String property, int usual) {
        String asked = System.getProperty(property);
        int amount = asked == null ? usual : Integer.parseInt(asked);
        System.out.println(property + "=" + amount);
        return amount;
    }
}
