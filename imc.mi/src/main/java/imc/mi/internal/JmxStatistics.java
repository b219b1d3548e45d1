package imc.mi.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;

/** The figures as attributes of an MBean: those that there are when it is asked, read-only. */
final class JmxStatistics implements DynamicMBean {

    private final Figures figures;

    JmxStatistics(Figures figures) {
        this.figures = figures;
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException {
        return find(figures.all(), attribute).orElseThrow(() -> new AttributeNotFoundException(attribute));
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        List<Figures.Figure> now = figures.all();
        AttributeList values = new AttributeList();
        for (String attribute : attributes) {
            find(now, attribute).ifPresent(value -> values.add(new Attribute(attribute, value)));
        }
        return values;
    }

    private static Optional<Number> find(List<Figures.Figure> figures, String name) {
        return figures.stream().filter(figure -> figure.fullName().equals(name)).map(Figures.Figure::value).findFirst();
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        List<MBeanAttributeInfo> attributes = new ArrayList<>();
        for (Figures.Figure figure : figures.all()) {
            attributes.add(new MBeanAttributeInfo(figure.fullName(), figure.value().getClass().getName(), figure.help(),
                    true, false, false));
        }
        return new MBeanInfo(JmxStatistics.class.getName(), "The conference server's statistics",
                attributes.toArray(MBeanAttributeInfo[]::new), null, null, null);
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " cannot be set");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String action, Object[] parameters, String[] signature) throws ReflectionException {
        throw new ReflectionException(new NoSuchMethodException(action));
    }
}
