package com.wattwell.api.http;

import com.wattwell.platform.RefusedException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Refuses query parameters that a resource does not have, or one given twice: a mistyped filter would answer with everything. */
@Provider
public class KnownParameters implements ContainerRequestFilter {

    private static final int MAX_SHOWN_NAME = 60;

    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        Method method = resource.getResourceMethod();
        if (method != null) { // there is none for OPTIONS
            check(known.computeIfAbsent(method, KnownParameters::of), request.getUriInfo().getQueryParameters());
        }
    }

    /** @throws RefusedException naming the first parameter that is unknown or given twice */
    static void check(Set<String> known, Map<String, List<String>> given) {
        given.forEach((name, values) -> {
            String shown = name.length() <= MAX_SHOWN_NAME ? name : name.substring(0, MAX_SHOWN_NAME) + "…";
            if (!known.contains(name)) {
                throw RefusedException.invalid(shown, "refused.unknownField", "There is no query parameter " + shown + " here; "
                        + (known.isEmpty() ? "there are none." : "there are " + String.join(", ", known) + "."));
            }
            if (values.size() > 1) {
                throw RefusedException.invalid(shown, "refused.twice", "The query parameter " + shown + " is given twice.");
            }
        });
    }

    /** The query parameters that the method takes, also within its beans. */
    static Set<String> of(Method method) {
        Set<String> names = new TreeSet<>();
        for (Parameter parameter : method.getParameters()) {
            if (parameter.isAnnotationPresent(QueryParam.class)) {
                names.add(parameter.getAnnotation(QueryParam.class).value());
            } else if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (Field field : parameter.getType().getDeclaredFields()) {
                    if (field.isAnnotationPresent(QueryParam.class)) {
                        names.add(field.getAnnotation(QueryParam.class).value());
                    }
                }
            }
        }
        return names;
    }
}
