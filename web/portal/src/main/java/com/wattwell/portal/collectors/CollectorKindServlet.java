package com.wattwell.portal.collectors;

import com.wattwell.collector.CollectorKind;
import com.wattwell.collector.CollectorKindJson;
import com.wattwell.collector.CollectorKinds;
import com.wattwell.platform.RefusedException;
import com.wattwell.portal.Id;
import com.wattwell.portal.Visitor;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A kind of collector as a file, to be read in by another installation. */
@WebServlet("/collector-kind.json")
public class CollectorKindServlet extends HttpServlet {

    @Inject
    private transient CollectorKinds kinds;
    @Inject
    private transient Visitor visitor;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            int id = Id.ofInt("kind of collector", request.getParameter("id"));
            CollectorKind kind = kinds.byId(visitor.caller().scope(), id).orElseThrow(() -> RefusedException.notFound("kind of collector", id));
            response.setContentType("application/json;charset=UTF-8");
            response.setHeader("Content-Disposition", "attachment; filename=collector-kind-" + id + ".json");
            response.getWriter().write(CollectorKindJson.write(kind));
        } catch (RefusedException e) {
            response.sendError(e.kind() == RefusedException.Kind.FORBIDDEN ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
