package imc.sip.internal.wire;

/** How the product names itself on the wire. */
public final class Product {

    /**
     * The option tag in Supported and the name in User-Agent. By it a conference server knows its own messages when
     * they come back, and fans none of them out again.
     */
    public static final String TOKEN = "osgi-imc";

    private Product() {
    }
}
