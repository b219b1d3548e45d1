package imc.sip.internal;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** Which version this is, for those who read the log. */
final class BundleVersion {

    private BundleVersion() {
    }

    /** Of the bundle; nothing outside of a framework. */
    static String text() {
        Bundle bundle = FrameworkUtil.getBundle(BundleVersion.class);
        return bundle == null ? "" : bundle.getVersion().toString();
    }
}
