"""PLANNER and EXECUTOR: observation in, plan or action out. Nothing here touches a browser."""
