package imc.config.internal;

import java.lang.ref.WeakReference;
import java.util.Objects;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;

/**
 * A bundle as it was last installed, updated or refreshed. A refresh closes the bundle's file and opens it anew, and
 * changes nothing else by which it could be told. Two are equal if they are of the same revision, which is not kept
 * from being let go.
 */
final class Version {

    private final long bundle;
    private final long modified;
    private final WeakReference<BundleRevision> revision;

    private Version(long bundle, long modified, BundleRevision revision) {
        this.bundle = bundle;
        this.modified = modified;
        this.revision = new WeakReference<>(revision);
    }

    static Version of(Bundle bundle) {
        return new Version(bundle.getBundleId(), bundle.getLastModified(), bundle.adapt(BundleRevision.class));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version that && bundle == that.bundle && modified == that.modified
                && revision.refersTo(that.revision.get());
    }

    @Override
    public int hashCode() {
        return Objects.hash(bundle, modified);
    }
}
