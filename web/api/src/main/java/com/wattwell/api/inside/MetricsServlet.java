package com.wattwell.api.inside;

import com.wattwell.platform.MetricsPage;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The figures of this node, for Prometheus. */
@WebServlet("/metrics")
public class MetricsServlet extends HttpServlet {

    @Inject
    private transient MetricsPage page;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = page.text().getBytes(StandardCharsets.UTF_8);
        response.setContentType(MetricsPage.CONTENT_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
