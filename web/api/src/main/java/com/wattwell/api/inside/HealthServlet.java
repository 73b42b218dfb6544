package com.wattwell.api.inside;

import com.wattwell.platform.Readiness;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether the application lives ({@code live}: always yes, or nobody answers), and whether it can work ({@code ready}:
 * 503 when the database, the adapter or the broker is away, so that a balancer sends people elsewhere).
 */
@WebServlet({HealthServlet.LIVE, HealthServlet.READY})
public class HealthServlet extends HttpServlet {

    static final String LIVE = "/health/live";
    static final String READY = "/health/ready";

    @Inject
    private transient Readiness readiness;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SortedMap<String, Boolean> checks = request.getServletPath().equals(READY) ? readiness.checks() : new TreeMap<>();
        boolean up = !checks.containsValue(false);
        JsonArrayBuilder list = Json.createArrayBuilder();
        checks.forEach((name, well) -> list.add(Json.createObjectBuilder().add("name", name).add("status", word(well))));
        byte[] body = Json.createObjectBuilder().add("status", word(up)).add("checks", list).build().toString().getBytes(StandardCharsets.UTF_8);
        response.setStatus(up ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
