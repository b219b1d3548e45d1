package imc.config.internal;

import imc.api.mi.MiCommand;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.LoggerFactory;

/**
 * Reads the directory that the framework property {@value #DIRECTORY} names; without it, nothing is read. No component:
 * the files are in force before there are any.
 */
public final class Activator implements BundleActivator {

    static final String DIRECTORY = "imc.conf";
    private static final long LOOK_MILLIS = 500;

    private ScheduledExecutorService thread;
    private ServiceTracker<ConfigurationAdmin, ConfigurationAdmin> admins;

    @Override
    public void start(BundleContext context) {
        String directory = context.getProperty(DIRECTORY);
        if (directory == null) {
            LoggerFactory.getLogger("imc.config").info("No configuration directory is named by {}", DIRECTORY);
            return;
        }
        boolean starting = context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() != Bundle.ACTIVE;
        ConfigurationFiles files = new ConfigurationFiles(Path.of(directory).toAbsolutePath().normalize(),
                new InstalledBundles(context), System::getenv, new Told(context), starting);
        files.begin();
        admins = new ServiceTracker<>(context, ConfigurationAdmin.class, null) {
            @Override
            public ConfigurationAdmin addingService(ServiceReference<ConfigurationAdmin> reference) {
                ConfigurationAdmin admin = super.addingService(reference);
                files.arrived(new Configurations(admin));
                return admin;
            }

            @Override
            public void removedService(ServiceReference<ConfigurationAdmin> reference, ConfigurationAdmin admin) {
                files.left();
                super.removedService(reference, admin);
            }
        };
        admins.open();
        context.registerService(MiCommand.class, new ShowConfiguration(files),
                FrameworkUtil.asDictionary(ShowConfiguration.PROPERTIES));
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "imc-config");
            made.setDaemon(true);
            return made;
        });
        thread.scheduleWithFixedDelay(files::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop(BundleContext context) {
        if (thread != null) {
            thread.shutdownNow();
            admins.close();
        }
    }
}
